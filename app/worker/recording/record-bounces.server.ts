import { sql } from 'kysely'
import type { Channel } from '#db/schema'
import { siteDay } from '#db/site-day'
import {
  recordLettersReturned,
  recordOfficeComplaint,
} from '~/actions/letters/delivery/record-letters-sent-or-returned.server'
import { type Bounce, readBounce, stopTokensIn, tokensIn } from '~/channels/mail/bounce'
import { countDomainRefusal, waitBecauseOfUs } from '~/channels/mail/mail-trouble.server'
import { suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { messageOfBounce } from '~/vault/links.server'
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
 * Records bounced mails, complaints, and mails to the address that stops our messages. Idempotent: states only move forward. Mails without one of our bounce tokens
 * are ignored, whatever they say.
 */
export async function recordBounces(recording: RecordContext, arrivals: OpenedSubmission<'bounce'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    const raw = Buffer.from(submission.raw, 'base64')
    const text = raw.toString('latin1')
    const ours = (tokens: string[]) =>
      tokens.map((token) => messageOfBounce(recording.keyring, token)).find((id) => id !== null)
    const stopped = ours(stopTokensIn(text))
    const messageId = ours(tokensIn(text))
    if (stopped) await stopByMail(recording, stopped, at)
    else if (messageId) await recordOne(recording, messageId, await readBounce(raw), at)
  }
}

async function recordOne(recording: RecordContext, messageId: string, bounce: Bounce, at: Date): Promise<void> {
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
      if (bounce.why === 'bad-address' || (bounce.why === 'full' && !isWaiting))
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

async function markFailing({ trx }: RecordContext, contactId: string, at: Date): Promise<void> {
  const day = siteDay(at)
  await trx
    .updateTable('contact_point')
    .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', day) }))
    .where('id', '=', contactId)
    .execute()
}
