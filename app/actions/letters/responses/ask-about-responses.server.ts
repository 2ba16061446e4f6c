import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { getsNews, newsJoins } from '~/people/subscriptions.server'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { Keyring } from '~/vault/keyring'

/** Days after a letter has left until its writer is asked whether the office answered; after the second, nobody is. */
const days = { from: 21, until: 60 }
const atOnce = 500

/**
 * Asks people who wrote to an office, and get our news by mail, whether it answered: once for each person and office. Who
 * called is not asked, since we do not know who they are. Idempotent: the outbox rejects a second question under the same
 * key, and claiming skips people who have ended their news since.
 *
 * @returns how many questions were queued; zero when nobody is left
 */
export async function askAboutResponses(db: Db, keyring: Keyring, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{
      letterId: string
      postId: string
      advocacyId: string
      personId: string
      contactId: string
      language: Language
      blindIndex: Buffer
    }>`
      select distinct on (letter.person_id, letter.post_id) letter.id as "letterId", letter.post_id as "postId", letter.advocacy_campaign_id as "advocacyId",
        person.id as "personId", contact_point.id as "contactId", person.language, contact_point.blind_index as "blindIndex"
      from letter join person on person.id = letter.person_id join contact_point on contact_point.id = person.contact_id ${newsJoins()}
      where letter.state = 'sent' and letter.sent_at <= ${now}::timestamptz - make_interval(days => ${days.from}) and letter.sent_at > ${now}::timestamptz - make_interval(days => ${days.until})
        and contact_point.channel = 'mail' and ${getsNews}
        and not exists (select from response_question join letter as asked on asked.id = response_question.letter_id
          where asked.person_id = letter.person_id and asked.post_id = letter.post_id)
      order by letter.person_id, letter.post_id, letter.sent_at desc limit ${atOnce}
    `.execute(trx)
    if (rows.length === 0) return 0
    const keyOf = (letterId: string) => `did-they-answer ${letterId}`
    await enqueueMessages(
      trx,
      keyring,
      rows.map(({ letterId, advocacyId, personId, contactId, language, blindIndex }) => ({
        advocacyId,
        personId,
        contactId,
        language,
        blindIndex,
        channel: 'mail' as const,
        proven: true,
        signatureId: null,
        petitionId: null,
        template: 'did-they-answer' as const,
        onceKey: keyOf(letterId),
      })),
      now,
    )
    const { numAffectedRows } = await sql`
      insert into response_question (id, post_id, letter_id, message_id, asked_at)
      select given.id, given.post_id, given.letter_id, message.id, ${now}
      from unnest(${rows.map(() => randomUUID())}::uuid[], ${rows.map((row) => row.postId)}::uuid[], ${rows.map((row) => row.letterId)}::uuid[], ${rows.map((row) => keyOf(row.letterId))}::text[])
        as given (id, post_id, letter_id, once_key) join message on message.once_key = given.once_key
      on conflict do nothing
    `.execute(trx)
    return Number(numAffectedRows ?? 0)
  })
}
