import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { dayOf, dueAt } from '~/actions/kind/campaign-ending.server'
import { ownersOf } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'

const stages = [30, 7] as const

interface Due {
  campaignId: string
  forgetOn: string
  daysBefore: (typeof stages)[number]
  people: number
}

/**
 * Queues mails that warn owners before a campaign's people are deleted: 30 and 7 days ahead, once per stage and
 * deletion day. The unique key of `forgetting_notice` decides, also between two workers. Campaigns without people are
 * skipped.
 *
 * @param days how long people are kept after their campaign ends
 * @returns how many mails were queued
 */
export async function announceForgetting(db: Db, keyring: Keyring, days: number, now: Date): Promise<number> {
  let queued = 0
  for (const due of await listDue(db, days, now))
    queued += await db.transaction().execute((trx) => announceOne(trx, keyring, due, now))
  return queued
}

/** Stages that are due and not announced yet; when both are due, only the nearer one. */
async function listDue(db: Db, days: number, now: Date): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select * from (
      select campaign.id as "campaignId", ${dayOf(dueAt(days))} as "forgetOn",
        (select min(stage) from unnest(${stages}::smallint[]) as stage where ${dueAt(days)} - make_interval(days => stage) <= ${now}) as "daysBefore",
        (select count(*)::integer from person where person.campaign_id = campaign.id) as people
      from campaign where state <> 'draft' and ends_at is not null) as due
    where people > 0 and "daysBefore" is not null
      and not exists (select from forgetting_notice where campaign_id = "campaignId" and forget_on = "forgetOn" and days_before = "daysBefore")
  `.execute(db)
  return rows
}

async function announceOne(trx: Trx, keyring: Keyring, due: Due, now: Date): Promise<number> {
  const notice = await trx
    .insertInto('forgetting_notice')
    .values({
      campaign_id: due.campaignId,
      forget_on: due.forgetOn,
      days_before: due.daysBefore,
      people: due.people,
      noticed_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!notice) return 0
  const owners = await ownersOf(trx, due.campaignId)
  for (const owner of owners) {
    const id = randomUUID()
    await trx
      .insertInto('message')
      .values({
        id,
        channel: 'mail',
        template: `forgetting-${due.daysBefore}`,
        language: owner.language,
        organizer_id: owner.id,
        forgetting_notice_id: notice.id,
        campaign_id: due.campaignId,
        once_key: `forgetting ${notice.id} ${owner.id}`,
        link_hash: linkHash(linkToken(keyring, id)),
        due_at: now,
        created_at: now,
      })
      .execute()
  }
  return owners.length
}
