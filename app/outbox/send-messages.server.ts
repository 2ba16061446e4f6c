import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import { lettersOfMessages } from '~/letters/letters-in-hand.server'
import { recordLettersReturned, recordLettersSent } from '~/letters/record-letters-left.server'
import type { Mailer, SendOutcome } from '~/mailer/mailer'
import { suppress } from '~/people/record-stops.server'
import type { Sms } from '~/sms/sms'
import type { Keyring } from '~/vault/keyring'
import { openVault } from '~/vault/open.server'
import { claimMessages } from './claim-messages.server'
import { composeMail, composeText, type Composing } from './compose-message.server'
import type { ClaimedMessage } from './message'

/** The ways out, and what it takes to write a message. */
export interface Sending {
  keyring: Keyring
  mailer: Mailer
  sms: Sms
  publicUrl: string
  officeUrl: string
  log: Logger
}

interface Sent {
  message: ClaimedMessage
  result: SendOutcome
}

const mostAtOnce = 100
/** Minutes between tries; after the last the message has failed. About two days in all. */
const waits = [1, 5, 15, 60, 240, 480, 960, 1_200]

/**
 * Sends what is due on one channel.
 *
 * Mail is at-least-once, under one Message-ID; a text is at-most-once: it is `sending` in the database before the
 * request, and nothing sends it a second time by itself.
 *
 * @returns how many were claimed; zero means that nothing is due
 */
export async function sendDue(db: Db, sending: Sending, channel: Channel, now: () => Date): Promise<number> {
  const claimed = await claimMessages(db, channel, mostAtOnce, now())
  if (claimed.length === 0) return 0
  const composing: Composing = { db, keyring: sending.keyring, publicUrl: sending.publicUrl, officeUrl: sending.officeUrl, vault: await openVault(db, sending.keyring), letters: await lettersOfMessages(db, claimed.filter((one) => one.letterId !== null).map((one) => one.id)) }
  await sendAll(db, sending, composing, claimed, now)
  return claimed.length
}

/**
 * Sends a claim, and records what has left while the rest is leaving: as many in one commit as have gathered during the
 * one before. Whatever kills the sender, only what is not yet recorded leaves twice.
 */
async function sendAll(db: Db, sending: Sending, composing: Composing, claimed: ClaimedMessage[], now: () => Date): Promise<void> {
  let gathered: Sent[] = []
  let recording: Promise<void> | null = null
  const record = async () => {
    while (gathered.length > 0) {
      const batch = gathered
      gathered = []
      try {
        await recordSent(db, batch, now())
      } catch (error) {
        gathered = [...batch, ...gathered]
        throw error
      }
    }
  }
  await Promise.all(
    claimed.map(async (message) => {
      gathered.push({ message, result: await sendOne(sending, composing, message, now()) })
      // What could not be recorded is tried once more at the end; then the error is the caller's.
      recording ??= record().catch(() => {}).finally(() => (recording = null))
    }),
  )
  await recording
  await record()
}

async function sendOne(sending: Sending, composing: Composing, message: ClaimedMessage, now: Date): Promise<SendOutcome> {
  try {
    return message.channel === 'mail'
      ? await sending.mailer.send(await composeMail(composing, message))
      : await sending.sms.send(await composeText(composing, message), now)
  } catch (error) {
    // One message that cannot be written must not hold up the others; `firme doctor` counts it.
    sending.log.error({ messageId: message.id, template: message.template, error }, 'could not be composed')
    return { outcome: 'refused', reason: 'not-composed', isContactAtFault: false, hasOptedOut: false }
  }
}

/** One statement for what left, with its letters if there are any; one transaction for each that did not. */
async function recordSent(db: Db, sent: Sent[], now: Date): Promise<void> {
  const gone = sent.filter(({ result }) => result.outcome === 'sent')
  const toOfficials = gone.filter(({ message }) => message.contactDetail !== null).map(({ message }) => message.id)
  if (toOfficials.length === 0) await markSent(db, gone, now)
  else {
    await db.transaction().execute(async (trx) => {
      await markSent(trx, gone, now)
      await recordLettersSent(trx, toOfficials, now)
    })
  }
  for (const one of sent) if (one.result.outcome !== 'sent') await recordFailure(db, one, now)
}

async function markSent(db: Db, gone: Sent[], now: Date): Promise<void> {
  await sql`
    update message set state = 'sent', sent_at = ${now}, provider_id = done.provider_id, failure = null
    from unnest(${gone.map(({ message }) => message.id)}::uuid[],
      ${gone.map(({ result }) => (result.outcome === 'sent' ? result.providerId : null))}::text[]) as done (id, provider_id)
    where message.id = done.id and message.state = 'sending'
  `.execute(db)
}

async function recordFailure(db: Db, { message, result }: Sent, now: Date): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const update = trx.updateTable('message').where('id', '=', message.id).where('state', '=', 'sending')
    switch (result.outcome) {
      case 'sent':
        return
      case 'unknown':
        await update.set({ state: 'unknown', failure: result.reason }).execute()
        return
      case 'later': {
        const wait = waits[message.attempts - 1]
        if (wait === undefined) {
          await update.set({ state: 'failed', failure: result.reason }).execute()
          if (message.contactDetail) await recordLettersReturned(trx, message.id, 'other', 'refused', result.reason, now)
          return
        }
        const seconds = Math.max(wait * 60, result.retryAfterSeconds ?? 0)
        await update.set({ state: 'queued', failure: result.reason, due_at: new Date(now.getTime() + seconds * 1_000) }).execute()
        return
      }
      case 'refused':
        await update.set({ state: 'failed', failure: result.reason }).execute()
        if (message.contactDetail) {
          const why = result.isContactAtFault ? 'bad-address' : result.reason === 'mail-refused' ? 'blocked' : 'other'
          await recordLettersReturned(trx, message.id, why, 'refused', result.reason, now)
        }
        if (result.isContactAtFault && message.contact) {
          const day = now.toISOString().slice(0, 10)
          await trx
            .updateTable('contact_point')
            .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', sql<string>`${day}::date`) }))
            .where('id', '=', message.contact.id)
            .execute()
        }
        if (result.hasOptedOut && message.contact) await suppress({ trx }, message.channel, message.contact.blindIndex, now)
    }
  })
}
