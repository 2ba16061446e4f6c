import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Channels } from '~/channel-states'
import type { Language } from '~/i18n/language'
import { getsNews, newsJoins } from '~/people/subscriptions.server'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { Keyring } from '~/vault/keyring'

const atOnce = 1_000

/**
 * How many confirmed signers get news by the way they confirmed. `beyond`: those who cannot be reached
 * because texts are not set up.
 */
export async function countWhoAsked(
  db: Db,
  petitionId: string,
  { texts }: Pick<Channels, 'texts'>,
): Promise<{ asked: number; beyond: number }> {
  const { rows } = await sql<{ mail: number; sms: number }>`
    select count(*) filter (where channel = 'mail')::integer as mail, count(*) filter (where channel = 'sms')::integer as sms from (${whoAsked(petitionId)}) as asked
  `.execute(db)
  const { mail, sms } = rows[0]!
  return texts === 'none' ? { asked: mail, beyond: sms } : { asked: mail + sms, beyond: 0 }
}

/**
 * Releases the answer to one delivery for sending, once.
 *
 * @returns false when it already was, or there is no answer yet
 */
export async function letAnswerBeTold(trx: Trx, deliveryId: string, petitionId: string, now: Date): Promise<boolean> {
  const changed = await trx
    .updateTable('delivery')
    .set({ told_at: now })
    .where('id', '=', deliveryId)
    .where('petition_id', '=', petitionId)
    .where('answer', 'is not', null)
    .where('told_at', 'is', null)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/**
 * Queues the official's answer to everybody who asked for news. Idempotent: the outbox rejects a second message under
 * the same key, and claiming skips people who have ended their subscription since.
 *
 * @returns how many messages were queued; zero when nobody is left
 */
export async function tellAnswers(db: Db, keyring: Keyring, now: Date): Promise<number> {
  const deliveries = await db
    .selectFrom('delivery')
    .select(['id', 'petition_id'])
    .where('told_at', '>', new Date(now.getTime() - 7 * 86_400_000))
    .where('answer', 'is not', null)
    .execute()
  let told = 0
  for (const { id, petition_id: petitionId } of deliveries) {
    const { rows } = await sql<{
      personId: string
      contactId: string
      signatureId: string
      channel: Channel
      language: Language
      blindIndex: Buffer
    }>`
      select * from (${whoAsked(petitionId)}) as asked
      where not exists (select from message where once_key = 'official-answered ' || ${id}::text || ' ' || asked."personId") limit ${atOnce}
    `.execute(db)
    const owed = rows.map((one) => ({
      ...one,
      proven: true,
      petitionId,
      template: 'official-answered' as const,
      onceKey: `official-answered ${id} ${one.personId}`,
    }))
    told += await db.transaction().execute((trx) => enqueueMessages(trx, keyring, owed, now))
  }
  return told
}

function whoAsked(petitionId: string) {
  return sql`
    select distinct on (person.id) person.id as "personId", contact_point.id as "contactId", signature.id as "signatureId", contact_point.channel, person.language, contact_point.blind_index as "blindIndex"
    from signature join person on person.id = signature.person_id join contact_point on contact_point.id = person.contact_id ${newsJoins()}
    where signature.petition_id = ${petitionId} and signature.state = 'confirmed' and signature.held is null and ${getsNews}
    order by person.id
  `
}
