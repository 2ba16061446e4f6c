import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'

/** How many days we retry an email that providers refuse because of us, before it fails for good. */
const daysUntilGivenUp = 5
/** Consecutive failures that pause all mail when none of them proves that the fault is ours. */
const failuresUntilPause = 5
/**
 * Different messages that a domain must refuse in a row before its others are held: a single message may itself be at
 * fault.
 */
export const refusalsUntilHold = 2
/** Domains refusing us, with no mail accepted in between, after which the problem is ours and all mail is paused. */
const domainsUntilPause = 3

/** Why an email did not leave, and the server's own code. */
interface Trouble {
  reason: string
  code: string | null
}

/** How long to pause after this many pauses: 15 seconds, doubling up to ten minutes. */
export const pauseRest = (rests: RawBuilder<unknown>) =>
  sql`least(interval '15 seconds' * power(2, least(${rests}, 10)), interval '10 minutes')`
/** The same for one domain: five minutes, doubling up to six hours. */
export const holdRest = (rests: RawBuilder<unknown>) =>
  sql`least(interval '5 minutes' * power(2, least(${rests}, 10)), interval '6 hours')`

/**
 * Pauses all mail, or counts one failure toward a pause. When the pause is over, the next claim tries one message; if
 * it is accepted, the pause ends.
 *
 * @param isSure the server refused us, rather than merely failing to answer
 */
export async function pauseMail(trx: Trx, { reason, code }: Trouble, isSure: boolean, now: Date): Promise<void> {
  const isPaused = sql`${isSure} or mail_pause.failures + 1 >= ${failuresUntilPause}`
  await sql`
    insert into mail_pause (reason, code, since, failures, resumes_at) values (${reason}, ${code}, ${now}, 1, case when ${isSure} then ${now}::timestamptz + ${pauseRest(sql`0`)} end)
    on conflict (only_one) do update set reason = excluded.reason, code = excluded.code, failures = least(mail_pause.failures + 1, 1000),
      resumes_at = coalesce(mail_pause.resumes_at, case when ${isPaused} then ${now}::timestamptz + ${pauseRest(sql`mail_pause.rests`)} end)
  `.execute(trx)
}

/**
 * The mail server answered about one recipient, so it does accept mail from us. If every domain refuses us, only an
 * accepted message ends the pause.
 */
export async function noteMailAnswered(trx: Db, now: Date): Promise<void> {
  const { rows } = await sql<{
    wasPaused: boolean
  }>`delete from mail_pause where reason <> 'mail-refused-everywhere' returning resumes_at is not null as "wasPaused"`.execute(
    trx,
  )
  if (rows[0]?.wasPaused) await releaseAll(trx, now)
}

/** Messages were accepted: ends the general pause and the holds on these domains, and releases what waited for them. */
export async function noteMailAccepted(db: Db, domainMarks: Buffer[], now: Date): Promise<void> {
  const { rows } = await sql<{ wasPaused: boolean; held: Buffer[]; lifted: Buffer[] }>`
    with resumed as (delete from mail_pause returning resumes_at),
      lifted as (delete from mail_domain_hold where domain_mark = any(${domainMarks}::bytea[]) returning domain_mark, refused),
      others as (update mail_domain_hold set is_since_accepted = false where is_since_accepted and domain_mark <> all(${domainMarks}::bytea[]))
    select exists (select from resumed where resumes_at is not null) as "wasPaused", array(select domain_mark from lifted) as lifted, array(select domain_mark from lifted where refused >= ${refusalsUntilHold}) as held
  `.execute(db)
  const { wasPaused, lifted, held } = rows[0]!
  if (wasPaused) await releaseAll(db, now)
  if (lifted.length > 0) await releaseDomains(db, lifted, held, now)
}

async function releaseAll(db: Db, now: Date): Promise<void> {
  await sql`
    update message set due_at = ${now}, refused_since = null where channel = 'mail' and state = 'queued' and due_at > ${now} and refused_since is not null and coalesce(failure, '') not in ('mail-refused-by-provider', 'mailbox-full', 'mailbox-busy')
  `.execute(db)
}

/**
 * @param held domains that had refused several messages in a row: no single message was at fault, so confirmation
 *   requests that were given up are queued again
 */
async function releaseDomains(db: Db, lifted: Buffer[], held: Buffer[], now: Date): Promise<void> {
  await sql`
    update message set due_at = ${now} from contact_point
    where contact_point.id = message.contact_id and domain_mark = any(${lifted}::bytea[]) and state = 'queued' and due_at > ${now}
      and (failure = 'mail-held' or (failure = 'mail-refused-by-provider' and domain_mark = any(${held}::bytea[])))
  `.execute(db)
  await sql`
    update message set state = 'queued', due_at = ${now}, refused_since = null from contact_point
    where contact_point.id = message.contact_id and domain_mark = any(${held}::bytea[]) and message.state = 'failed' and message.failure = 'mail-refused-by-provider'
      and message.created_at > ${now}::timestamptz - interval '30 days'
      and (exists (select from signature where signature.id = message.signature_id and signature.state = 'unconfirmed' and message.template = 'confirm-signature')
        or exists (select from letter where letter.id = message.letter_id and letter.state = 'unconfirmed' and message.template = 'confirm-letter'))
  `.execute(db)
}

/**
 * Counts one more refusal by a domain; pauses all mail when enough domains refuse us.
 *
 * @param domainMark null when unknown
 */
export async function countDomainRefusal(
  trx: Trx,
  messageId: string,
  domainMark: Buffer | null,
  code: string | null,
  now: Date,
): Promise<void> {
  if (!domainMark) return
  const { rows } = await sql<{ domains: number }>`
    with counted as (
      insert into mail_domain_hold (domain_mark, code, since, last_message_id, resumes_at) values (${domainMark}, ${code ?? ''}, ${now}, ${messageId}, ${now}::timestamptz + ${holdRest(sql`0`)})
      on conflict (domain_mark) do update set code = excluded.code, is_since_accepted = true, last_message_id = excluded.last_message_id,
        refused = mail_domain_hold.refused + (mail_domain_hold.last_message_id <> excluded.last_message_id)::integer,
        resumes_at = case when mail_domain_hold.refused < ${refusalsUntilHold} then excluded.resumes_at else mail_domain_hold.resumes_at end
      returning domain_mark
    )
    select 1 + count(*)::integer as domains from mail_domain_hold where is_since_accepted and domain_mark <> (select domain_mark from counted)
  `.execute(trx)
  if (rows[0]!.domains >= domainsUntilPause)
    await pauseMail(trx, { reason: 'mail-refused-everywhere', code }, true, now)
}

/**
 * Requeues an email that did not leave, or bounced, because of us; the delay grows with the time it has waited. Fails
 * it for good after days of refusals while other mail leaves. Its contact is not marked.
 *
 * @param from states it may be in
 * @returns false when it was given up, or is no longer in one of these states
 */
export async function waitBecauseOfUs(
  trx: Trx,
  messageId: string,
  { reason, code }: Trouble,
  wait: { least: string; most: string; from?: string[] },
  now: Date,
): Promise<boolean> {
  const isOver = sql`message.refused_since < ${now}::timestamptz - make_interval(days => ${daysUntilGivenUp}) and not exists (select from mail_pause where resumes_at is not null)`
  const { rows } = await sql<{ state: string }>`
    update message set state = case when ${isOver} then 'failed' else 'queued' end, failure = ${reason}, failure_code = ${code}, refused_since = coalesce(refused_since, ${now}),
      attempts = greatest(attempts - 1, 0), due_at = ${now}::timestamptz + least(greatest(${now}::timestamptz - coalesce(refused_since, ${now}), ${wait.least}::interval), ${wait.most}::interval)
    where id = ${messageId} and state = any(${wait.from ?? ['sending']}::text[]) returning state
  `.execute(trx)
  return rows[0]?.state === 'queued'
}

/** Requeues messages that were claimed but not tried because the server refused the one before. */
export async function putBack(db: Db, messageIds: string[]): Promise<void> {
  if (messageIds.length === 0) return
  await sql`update message set state = 'queued', attempts = greatest(attempts - 1, 0) where id = any(${messageIds}::uuid[]) and state = 'sending'`.execute(
    db,
  )
}
