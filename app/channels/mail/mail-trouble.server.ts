import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'

/** How long a mail that providers refuse because of us is tried, before it has failed for good. */
const daysUntilGivenUp = 5
/** Failures in a row after which the mail server is left alone, where none of them says for sure that it is our fault. */
const failuresUntilPause = 5
/** Different messages that a domain refuses in a row before the others wait: one alone may be at fault itself. */
export const refusalsUntilHold = 2
/** Domains that refuse us, with nobody taking anything in between, after which it is not theirs but everybody's. */
const domainsUntilPause = 3

/** Why a mail did not leave, and the server's own code for it. */
interface Trouble {
  reason: string
  code: string | null
}

/** How long nothing is tried after so many rests: 15 seconds, doubled, ten minutes at most. */
export const pauseRest = (rests: RawBuilder<unknown>) =>
  sql`least(interval '15 seconds' * power(2, least(${rests}, 10)), interval '10 minutes')`
/** The same of one domain: five minutes, doubled, six hours at most. */
export const holdRest = (rests: RawBuilder<unknown>) =>
  sql`least(interval '5 minutes' * power(2, least(${rests}, 10)), interval '6 hours')`

/**
 * Pauses all mail, or counts towards it. Whoever claims next tries one message when the rest is over; one that is taken ends it.
 *
 * @param isSure the server has refused us, and not only failed to answer
 */
export async function pauseMail(trx: Trx, { reason, code }: Trouble, isSure: boolean, now: Date): Promise<void> {
  const isPaused = sql`${isSure} or mail_pause.failures + 1 >= ${failuresUntilPause}`
  await sql`
    insert into mail_pause (reason, code, since, failures, resumes_at) values (${reason}, ${code}, ${now}, 1, case when ${isSure} then ${now}::timestamptz + ${pauseRest(sql`0`)} end)
    on conflict (only_one) do update set reason = excluded.reason, code = excluded.code, failures = least(mail_pause.failures + 1, 1000),
      resumes_at = coalesce(mail_pause.resumes_at, case when ${isPaused} then ${now}::timestamptz + ${pauseRest(sql`mail_pause.rests`)} end)
  `.execute(trx)
}

/** The mail server has answered about one recipient, so that it does take mail from us. Where everybody refuses us, only a mail that is taken tells that. */
export async function noteMailAnswered(trx: Db, now: Date): Promise<void> {
  const { rows } = await sql<{
    wasPaused: boolean
  }>`delete from mail_pause where reason <> 'mail-refused-everywhere' returning resumes_at is not null as "wasPaused"`.execute(
    trx,
  )
  if (rows[0]?.wasPaused) await releaseAll(trx, now)
}

/** Mails were taken: nothing is paused any more, nor are these domains, and what waited for them leaves. */
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
    update message set due_at = ${now}, refused_since = null where channel = 'mail' and state = 'queued' and due_at > ${now} and refused_since is not null and failure is distinct from 'mail-refused-by-provider'
  `.execute(db)
}

/** @param held domains that had refused several in a row: then no single message was at fault, and requests to confirm that were given up are asked again */
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

/** A domain refuses one more of our mails; when enough of them do, all mail is paused. @param domainMark null when it is not known */
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
 * Lets a mail wait that did not leave because of us, or has come back for it: longer the longer it has waited. It fails for good after days
 * of being refused while other mail leaves; its contact is not marked.
 *
 * @param from states that it may be in
 * @returns false when it was given up, or is in another state by now
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

/** What was claimed but not tried, because the server refused the one before, goes back as it was. */
export async function putBack(db: Db, messageIds: string[]): Promise<void> {
  if (messageIds.length === 0) return
  await sql`update message set state = 'queued', attempts = greatest(attempts - 1, 0) where id = any(${messageIds}::uuid[]) and state = 'sending'`.execute(
    db,
  )
}
