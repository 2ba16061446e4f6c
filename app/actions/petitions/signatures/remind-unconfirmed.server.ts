import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { Keyring } from '~/vault/keyring'
import { askedAt } from './asked-at'

const mostReminders = 3
const daysApart = 2

/**
 * Queues a reminder for each signature that has been unconfirmed two, four or six days after our request. Idempotent,
 * because the outbox rejects a second message with the same key. People who have confirmed or opted out get none.
 *
 * @returns how many were queued
 */
export async function remindUnconfirmed(db: Db, keyring: Keyring, now: Date, most = 1_000): Promise<number> {
  const { rows } = await sql<{
    id: string
    petitionId: string
    personId: string
    contactId: string
    channel: Channel
    language: Language
    blindIndex: Buffer
    proven: boolean
    nth: number
  }>`
    select * from (
      select signature.id, signature.petition_id as "petitionId", person.id as "personId", contact_point.id as "contactId",
        contact_point.channel, person.language, contact_point.blind_index as "blindIndex", contact_point.proven_on is not null as proven,
        least(${mostReminders}, floor(extract(epoch from ${now}::timestamptz - asked.at) / 86400 / ${daysApart}))::integer as nth
      from signature
      join petition on petition.id = signature.petition_id and petition.state = 'open'
      join person on person.id = signature.person_id
      join contact_point on contact_point.id = person.contact_id and contact_point.failing_since is null
      cross join lateral (select ${askedAt} as at) as asked
      where signature.state = 'unconfirmed'
        and signature.accepted_at <= ${now}::timestamptz - ${`${daysApart} days`}::interval
        and asked.at <= ${now}::timestamptz - ${`${daysApart} days`}::interval and asked.at > ${now}::timestamptz - interval '7 days'
        and exists (select from message as request where request.signature_id = signature.id and request.template = 'confirm-signature' and request.sent_at is not null)
    ) as waiting
    where not exists (select from message where once_key = 'confirm-reminder ' || nth || ' ' || waiting.id)
    -- Those that are over their budget must not stand before all others for ever.
    order by random() limit ${most}
  `.execute(db)
  if (rows.length === 0) return 0
  const owed = rows.map(({ id, nth, ...to }) => ({
    ...to,
    template: 'confirm-reminder' as const,
    signatureId: id,
    onceKey: `confirm-reminder ${nth} ${id}`,
  }))
  return db.transaction().execute((trx) => enqueueMessages(trx, keyring, owed, now))
}
