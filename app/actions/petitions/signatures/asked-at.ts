import { type RawBuilder, sql } from 'kysely'

/**
 * When the clock of a signature begins, in SQL over the table `signature`: when it was taken in, or when the first request to
 * confirm it left, if we could not send that sooner.
 */
export const askedAt: RawBuilder<Date> = sql`greatest(signature.accepted_at,
  (select min(request.sent_at) from message as request where request.signature_id = signature.id and request.template = 'confirm-signature'))`

/** The same of letters; one request is for all copies of a writing. */
export const letterAskedAt: RawBuilder<Date> = sql`greatest(letter.written_at,
  (select min(request.sent_at) from message as request join letter as asked on asked.id = request.letter_id where asked.writing_id = letter.writing_id and request.template = 'confirm-letter'))`

/**
 * Whether a request to confirm could not be tried yet, in SQL over the message `request`: nobody is forgotten meanwhile. What
 * waits for its contact's budget, or for a provider of texts, waits thirty days; what a mail provider refused for good stays a week more.
 */
export function isStillToAsk(now: Date): RawBuilder<boolean> {
  return sql`(
    request.state in ('queued', 'sending') and (request.channel = 'mail' or request.created_at > ${now}::timestamptz - interval '30 days')
    or request.state = 'deferred' and request.created_at > ${now}::timestamptz - interval '30 days'
    or request.state = 'failed' and request.failure = 'mail-refused-by-provider' and request.claimed_at > ${now}::timestamptz - interval '7 days'
  )`
}
