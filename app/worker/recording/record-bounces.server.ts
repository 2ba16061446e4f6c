import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Channel } from '#db/schema'
import { siteDay } from '#db/site-day'
import {
  recordLettersReturned,
  recordOfficeComplaint,
} from '~/actions/letters/delivery/record-letters-sent-or-returned.server'
import { type Bounce, enclosedStopTokens, replyTokensIn, stopTokensIn, tokensIn } from '~/channels/mail/bounce'
import { countDomainRefusal, waitBecauseOfUs } from '~/channels/mail/mail-trouble.server'
import { sortMail } from '~/channels/mail/sort-mail'
import { suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { messageOfBounce } from '~/vault/links.server'
import { isFirstArrival } from './first-arrival.server'
import { recordReply } from './record-replies.server'
import { stopByMail } from './record-stops.server'

/** A message that was returned. */
interface Returned {
  id: string
  contactId: string | null
  channel: Channel
  blindIndex: Buffer | null
  isToOfficial: boolean
  domainMark: Buffer | null
}

/**
 * Records what arrives at our addresses: bounced mails, complaints, mails that stop our messages, and people's answers.
 * Idempotent: states only move forward, and an answer or a report is recorded once however often its mail comes in. A report without
 * one of our bounce tokens is ignored, whatever it says.
 */
export async function recordBounces(recording: RecordContext, arrivals: OpenedSubmission<'bounce'>[]): Promise<void> {
  for (const { submission, at } of arrivals) await recordArrival(recording, Buffer.from(submission.raw, 'base64'), at)
}

async function recordArrival(recording: RecordContext, raw: Buffer, at: Date): Promise<void> {
  const text = raw.toString('latin1')
  const ours = (tokens: string[]) =>
    tokens.map((token) => messageOfBounce(recording.keyring, token)).find((id) => id !== null) ?? null
  const stopped = ours(stopTokensIn(text))
  if (stopped) return stopByMail(recording, stopped, at)
  const arrived = await sortMail(raw)
  switch (arrived.is) {
    case 'report': {
      const messageId =
        ours(tokensIn(text)) ?? (arrived.bounce.what === 'complaint' ? ours(enclosedStopTokens(text)) : null)
      if (!messageId || arrived.bounce.what === 'nothing') return
      // A report that comes twice would be about a mail that has left again meanwhile.
      const name = arrived.messageId || createHash('sha256').update(raw).digest('hex')
      if (await isFirstArrival(recording, `report ${messageId} ${name}`, at))
        await recordReturn(recording, messageId, arrived.bounce, at)
      return
    }
    case 'reply':
      return recordReply(recording, arrived.mail, { answered: ours(replyTokensIn(text)), raw }, at)
    // Whoever is away reads it later; nothing changes.
    case 'auto-reply':
    case 'bulk':
    case 'nothing':
      return
  }
}

/** Records what a mail server or a provider says about one of our mails. Idempotent. */
export async function recordReturn(
  recording: RecordContext,
  messageId: string,
  bounce: Bounce,
  at: Date,
): Promise<void> {
  switch (bounce.what) {
    case 'nothing':
      return
    case 'complaint': {
      const message = await moveOn(recording, messageId, 'sent', 'complained')
      if (message?.isToOfficial) await recordOfficeComplaint(recording.trx, messageId)
      // Marking our mail as spam is an opt-out.
      if (message?.blindIndex)
        await suppress(recording, { channel: message.channel, blindIndex: message.blindIndex, how: 'complaint' }, at)
      return
    }
    case 'failed': {
      const message = await moveOn(recording, messageId, 'failed', bounce.why === 'blocked' ? 'blocked' : 'bounced')
      if (!message) return
      if (message.isToOfficial) {
        const why = {
          'bad-address': 'bad-address',
          full: 'unclear',
          other: 'unclear',
          later: 'other',
          blocked: 'blocked',
        } as const
        const reason = bounce.why === 'blocked' ? 'blocked' : 'bounced'
        return recordLettersReturned(recording.trx, messageId, why[bounce.why], 'bounced', reason, at)
      }
      if (!message.contactId) return
      const isWaiting =
        bounce.why !== 'bad-address' && bounce.why !== 'other' && (await sendAgain(recording, message, bounce, at))
      const isSoft = bounce.why === 'later' || (bounce.why === 'full' && bounce.status.startsWith('4.'))
      if (
        bounce.why === 'bad-address' ||
        (bounce.why === 'full' && !isWaiting) ||
        (isSoft && (await isFifthLately(recording, message.contactId, at)))
      )
        await markFailing(recording, message.contactId, at)
    }
  }
}

/**
 * Moves a message on from `sent` (or `sending`, when the report arrives first), once.
 *
 * @returns null when it has moved on already
 */
async function moveOn(
  { trx }: RecordContext,
  messageId: string,
  state: 'sent' | 'failed',
  failure: string,
): Promise<Returned | null> {
  const { rows } = await sql<Returned>`
    update message set state = ${state}, failure = ${failure} from message as before left join contact_point on contact_point.id = before.contact_id
    where message.id = ${messageId} and before.id = message.id and message.channel = 'mail' and message.state in ('sent', 'sending') and message.failure is null
    returning message.id, message.contact_id as "contactId", message.channel, contact_point.blind_index as "blindIndex", message.contact_detail_id is not null as "isToOfficial",
      contact_point.domain_mark as "domainMark"
  `.execute(trx)
  return rows[0] ?? null
}

/**
 * Queues a mail again that was returned through no fault of its reader: same mail, same Message-ID, for some days.
 *
 * @returns false once those days are over
 */
async function sendAgain(
  { trx }: RecordContext,
  { id, domainMark }: Returned,
  { why, status }: Extract<Bounce, { what: 'failed' }>,
  at: Date,
): Promise<boolean> {
  const code = status || null
  if (why === 'blocked') await countDomainRefusal(trx, id, domainMark, code, at)
  const reason = why === 'blocked' ? 'mail-refused-by-provider' : why === 'full' ? 'mailbox-full' : 'mailbox-busy'
  return waitBecauseOfUs(trx, id, { reason, code }, { least: '1 hour', most: '12 hours', from: ['failed'] }, at)
}

/** How often within how many days a mailbox may be busy before we stop writing to it. */
const softBounces = { most: 5, days: 7 }

/** Notes that a mailbox was busy, or full for now (4.x.x). @returns whether that has been so too often */
async function isFifthLately({ trx }: RecordContext, contactId: string, at: Date): Promise<boolean> {
  await trx.insertInto('soft_bounce').values({ contact_id: contactId, at }).execute()
  const { lately } = await trx
    .selectFrom('soft_bounce')
    .select((eb) => eb.fn.countAll<number>().as('lately'))
    .where('contact_id', '=', contactId)
    .where('at', '>', new Date(at.getTime() - softBounces.days * 86_400_000))
    .executeTakeFirstOrThrow()
  return Number(lately) >= softBounces.most
}

async function markFailing({ trx }: RecordContext, contactId: string, at: Date): Promise<void> {
  const day = siteDay(at)
  await trx
    .updateTable('contact_point')
    .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', day) }))
    .where('id', '=', contactId)
    .execute()
}
