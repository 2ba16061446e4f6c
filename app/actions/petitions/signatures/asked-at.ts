import { type RawBuilder, sql } from 'kysely'

/**
 * When a signature's confirmation period begins, in SQL over the table `signature`: on acceptance, or when the first
 * confirmation request was sent, if later.
 */
export const askedAt: RawBuilder<Date> = sql`greatest(signature.accepted_at,
  (select min(request.sent_at) from message as request where request.signature_id = signature.id and request.template = 'confirm-signature'))`

/** The same for letters; one request covers all copies. */
export const letterAskedAt: RawBuilder<Date> = sql`greatest(letter.written_at,
  (select min(request.sent_at) from message as request join letter as asked on asked.id = request.letter_id where asked.writing_id = letter.writing_id and request.template = 'confirm-letter'))`

/**
 * Whether a confirmation request could not be tried yet, in SQL over the message `request`; the signature or letter is
 * kept meanwhile. Requests waiting for their contact's budget or for a text provider wait 30 days; those a mail
 * provider refused for good count for another week.
 */
export function isStillToAsk(now: Date): RawBuilder<boolean> {
  return sql`(
    request.state in ('queued', 'sending') and (request.channel = 'mail' or request.created_at > ${now}::timestamptz - interval '30 days')
    or request.state = 'deferred' and request.created_at > ${now}::timestamptz - interval '30 days'
    or request.state = 'failed' and request.failure = 'mail-refused-by-provider' and request.claimed_at > ${now}::timestamptz - interval '7 days'
  )`
}
