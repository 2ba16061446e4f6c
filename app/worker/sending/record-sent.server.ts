import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { recordLettersSent } from '~/actions/letters/delivery/record-letters-sent-or-returned.server'
import {
  countDomainRefusal,
  noteMailAccepted,
  noteMailAnswered,
  pauseMail,
  waitBecauseOfUs,
} from '~/channels/mail/mail-trouble.server'
import type { SendOutcome } from '~/channels/mail/mailer'
import { noteSenderAccepted, noteTestAnswer } from '~/channels/mail/sender-tests.server'
import { giveBack } from '~/channels/money/reserve-spend.server'
import { type ClaimedMessage, comesFromGroup } from '~/queue/outbox/message'
import { recordRefused } from './record-refused.server'

/** A message that was tried, with the result. */
export interface Sent {
  message: ClaimedMessage
  result: SendOutcome
  /** Segments and price of a text, in millionths of a dollar, as reserved; null when nothing was reserved, as for mail. */
  cost: { units: number; micros: number; reservedAt: Date } | null
  /** The domain that a mail went to; null for a text. */
  domainMark: Buffer | null
}

/** Minutes between attempts; after the last, the message has failed. About two days in all. */
const waits = [1, 5, 15, 60, 240, 480, 960, 1_200]

/** One commit for what left, with its letters; one transaction for each that did not. */
export async function recordSent(db: Db, sent: Sent[], now: Date): Promise<void> {
  const gone = sent.filter(({ result }) => result.outcome === 'sent')
  const letters = gone
    .filter(({ message }) => message.channel === 'mail' && message.contactDetail !== null)
    .map(({ message }) => message.id)
  if (letters.length > 0) {
    await db.transaction().execute(async (trx) => {
      await markingSent(gone, now).execute(trx)
      await recordLettersSent(trx, letters, now)
    })
  } else if (gone.length > 0) await markingSent(gone, now).execute(db)
  const domains = gone.flatMap((one) => (one.domainMark ? [one.domainMark] : []))
  if (domains.length > 0) await noteMailAccepted(db, domains, now)
  for (const { message } of gone)
    if (message.template === 'sender-test' && comesFromGroup(message))
      await noteSenderAccepted(db, message.senderAddress!, now)
  for (const { message, result } of sent)
    if (result.said) await noteTestAnswer(db, { messageId: message.id, said: result.said })
  for (const one of sent) if (one.result.outcome !== 'sent') await recordFailure(db, one, now)
}

function markingSent(gone: Sent[], now: Date): RawBuilder<unknown> {
  // A callback may have been faster and already report a later state.
  return sql`
    update message set state = case state when 'sending' then 'sent' else state end, failure = case state when 'sending' then null else failure end, failure_code = null,
      sent_at = ${now}, provider_id = done.provider_id, segments = done.segments
    from unnest(${gone.map(({ message }) => message.id)}::uuid[],
      ${gone.map(({ result }) => (result.outcome === 'sent' ? result.providerId : null))}::text[],
      ${gone.map(({ cost }) => cost?.units ?? null)}::smallint[]) as done (id, provider_id, segments)
    where message.id = done.id and message.state in ('sending', 'sent', 'delivered', 'undelivered')
  `
}

async function recordFailure(db: Db, { message, cost, result, domainMark: domain }: Sent, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // An `unknown` text may have left.
    if (cost && result.outcome !== 'unknown')
      await giveBack(trx, [{ campaignId: message.paidBy, ...cost }], cost.reservedAt)
    const update = trx.updateTable('message').where('id', '=', message.id).where('state', '=', 'sending')
    switch (result.outcome) {
      case 'sent':
        return
      case 'unknown':
        await update.set({ state: 'unknown', failure: result.reason }).execute()
        return
      case 'later': {
        if (result.isLine) {
          await pauseMail(trx, { reason: result.reason, code: null }, false, now)
          return waitOrGiveUp(
            trx,
            message,
            { reason: result.reason, code: null },
            { least: '1 minute', most: '4 hours' },
            now,
          )
        }
        if (domain) await noteMailAnswered(trx, now)
        const wait = waits[message.attempts - 1]
        if (wait === undefined) {
          await update.set({ state: 'failed', failure: result.reason }).execute()
          return recordRefused(
            trx,
            message,
            { ...result, isContactAtFault: result.reason === 'mailbox-full', hasOptedOut: false },
            now,
          )
        }
        const seconds = Math.max(wait * 60, result.retryAfterSeconds ?? 0)
        await update
          .set({ state: 'queued', failure: result.reason, due_at: new Date(now.getTime() + seconds * 1_000) })
          .execute()
        return
      }
      case 'ours':
        return recordOurs(trx, message, { ...result, domain }, now)
      case 'refused':
        if (domain) await noteMailAnswered(trx, now)
        await update.set({ state: 'failed', failure: result.reason }).execute()
        return recordRefused(trx, message, result, now)
    }
  })
}

type Ours = Extract<SendOutcome, { outcome: 'ours' }>

/**
 * Records a failure on our side: the mail waits, and so do all others or those to this domain. Officials' mail refused
 * by their domain is handled as refused letters instead, unless it is about our domain or our server.
 */
async function recordOurs(
  trx: Trx,
  message: ClaimedMessage,
  { domain, ...refusal }: Ours & { domain: Buffer | null },
  now: Date,
): Promise<void> {
  const { reason, code, scope } = refusal
  if (comesFromGroup(message) && isAboutFrom(refusal)) return dropSender(trx, message, { reason, code }, now)
  if (scope === 'domain') await countDomainRefusal(trx, message.id, domain, code, now)
  if (scope === 'domain' && message.contactDetail && !aboutUs.test(code ?? '')) {
    await trx
      .updateTable('message')
      .where('id', '=', message.id)
      .where('state', '=', 'sending')
      .set({ state: 'failed', failure: 'mail-refused', failure_code: code })
      .execute()
    return recordRefused(trx, message, { reason: 'mail-refused', isContactAtFault: false, hasOptedOut: false }, now)
  }
  if (scope === 'all') await pauseMail(trx, { reason, code }, true, now)
  return waitOrGiveUp(
    trx,
    message,
    { reason, code },
    scope === 'all' ? { least: '1 minute', most: '1 hour' } : { least: '15 minutes', most: '12 hours' },
    now,
  )
}

/**
 * SPF, DKIM, DMARC and the server's name or reputation (RFC 7372 and 7505, 5.7.2x), and Microsoft's own codes for them
 * (5.7.5xx to 5.7.7xx): no office has chosen to refuse our letter.
 */
const aboutUs = /^5\.7\.(2\d|[5-7]\d\d)$/

/** Whether a mail was refused because of its From: address. Before DATA a server knows only the return path, which is ours. */
function isAboutFrom({ reason, code, isContent }: Ours): boolean {
  return isContent === true && (reason === 'mail-server-refuses-us' || aboutUs.test(code ?? ''))
}

/**
 * A group's own address is refused. That must not hold up the mail of everybody else: from now on this group's comes from
 * ours again, this one included; a test has given its answer.
 */
async function dropSender(
  trx: Trx,
  { id, template, senderAddress }: ClaimedMessage,
  { reason, code }: { reason: string; code: string | null },
  now: Date,
): Promise<void> {
  await noteSenderAccepted(trx, senderAddress!, null)
  await trx
    .updateTable('message')
    .set(
      template === 'sender-test'
        ? { state: 'failed', failure: reason, failure_code: code }
        : { state: 'queued', failure: reason, failure_code: code, due_at: now },
    )
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute()
}

async function waitOrGiveUp(
  trx: Trx,
  message: ClaimedMessage,
  trouble: { reason: string; code: string | null },
  wait: { least: string; most: string },
  now: Date,
): Promise<void> {
  if (!(await waitBecauseOfUs(trx, message.id, trouble, wait, now)))
    await recordRefused(trx, message, { reason: trouble.reason, isContactAtFault: false, hasOptedOut: false }, now)
}
