import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isChangeWaiting } from '~/people/contact-changes.server'
import { takeFromBudgets } from '~/queue/outbox/take-from-budgets.server'

interface Deferred {
  id: string
  blindIndex: Buffer
  proven: boolean
  isNeeded: boolean
}

/** Maximum per contact in one run; more are never granted in a day. */
const mostOfContact = 10

/**
 * Sends confirmation requests that were over their contact's budget, as soon as it allows. The newest of a contact goes
 * first, because that person is checking their mailbox now, whatever strangers signed with the address before. Requests
 * that are no longer needed are dropped.
 *
 * @returns how many are sent now
 */
export async function askDeferred(db: Db, now: Date, most = 1_000): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Deferred>`
      with newest as (
        select message.id, row_number() over (partition by contact_point.blind_index order by message.created_at desc, message.id) as nth
        from message join contact_point on contact_point.id = message.contact_id where message.state = 'deferred'
      )
      select message.id, contact_point.blind_index as "blindIndex", contact_point.proven_on is not null as proven,
        (coalesce(signature.state, letter.state, asked.state) = 'unconfirmed' or message.template = 'confirm-contact' and ${isChangeWaiting}) and not exists (
          select from message as other where other.signature_id = message.signature_id and other.template = message.template and other.id <> message.id and other.state in ('queued', 'sending', 'sent', 'delivered')
        ) as "isNeeded"
      from message join contact_point on contact_point.id = message.contact_id
      left join signature on signature.id = message.signature_id left join letter on letter.id = message.letter_id
      left join lateral (select 'unconfirmed' as state from subscription where message.template = 'confirm-news' and subscription.person_id = message.person_id
        and subscription.channel = message.channel and subscription.confirmed_on is null and subscription.ended_on is null limit 1) as asked on true
      where message.state = 'deferred' and message.id in (select id from newest where nth <= ${mostOfContact} order by nth limit ${most})
      order by message.created_at desc, message.id for update of message skip locked
    `.execute(trx)
    const dropped = rows.filter((row) => !row.isNeeded).map((row) => row.id)
    if (dropped.length > 0)
      await sql`update message set state = 'suppressed', failure = 'no-longer-needed' where id = any(${dropped}::uuid[])`.execute(
        trx,
      )
    const wanted = rows.filter((row) => row.isNeeded)
    if (wanted.length === 0) return 0
    const isGranted = await takeFromBudgets(
      trx,
      wanted.map((row) => ({ ...row, purpose: 'confirmation' as const })),
      now,
    )
    const going = wanted.filter((_, index) => isGranted[index]).map((row) => row.id)
    await sql`update message set state = 'queued', failure = null, due_at = ${now}, created_at = ${now} where id = any(${going}::uuid[])`.execute(
      trx,
    )
    return going.length
  })
}
