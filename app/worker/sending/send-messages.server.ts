import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isAway } from '#db/is-away'
import type { Channel } from '#db/schema'
import { lettersOfMessages } from '~/actions/letters/delivery/letters-being-composed.server'
import { putOffLateTexts } from '~/actions/texts/dialog/text-office.server'
import { putBack } from '~/channels/mail/mail-trouble.server'
import type { Mailer } from '~/channels/mail/mailer'
import { reserveSpend } from '~/channels/money/reserve-spend.server'
import { segmentsOf } from '~/channels/sms/segments'
import type { OutgoingText, Sms } from '~/channels/sms/sms'
import { domainOf } from '~/people/fold-contact'
import type { NewsCaps } from '~/people/news-caps'
import { type ClaimedMessage, evenWithoutMoney } from '~/queue/outbox/message'
import { territoryZone } from '~/ui/forms/us-number'
import { domainIndex } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'
import { openVault } from '~/vault/open.server'
import type { Logger } from '~/web/http/log.server'
import { claimMessages } from './claim-messages.server'
import { broadcastsOf, composeMail, composeText } from './compose-message.server'
import type { Composing } from './facts-of-message.server'
import { recordSent, type Sent } from './record-sent.server'

/** The mail and text gateways, and what is needed to render messages. */
export interface Sending {
  keyring: Keyring
  mailer: Mailer
  sms: Sms
  publicUrl: string
  officeUrl: string
  log: Logger
  /** How much news a contact gets; missing: as usual. */
  newsCaps?: NewsCaps
}

const mostAtOnce = 150
/** Messages of a claim sent concurrently. Mail has four connections, and stops when its server refuses us. */
const underWay: Record<Channel, number> = { mail: 16, sms: mostAtOnce }
/** Concurrent claims: while one is being recorded, another is sent. */
const lanes: Record<Channel, number> = { mail: 1, sms: 2 }
/** Claims a lane handles before control returns to the caller. */
const turnsOfLane: Record<Channel, number> = { mail: 1, sms: 10 }

/**
 * Sends what is due on one channel.
 *
 * Mail is at-least-once, with a stable Message-ID. A text is at-most-once: it is `sending` in the database before the
 * request, and is never sent again automatically.
 *
 * @returns how many were claimed; zero when nothing is due
 */
export async function sendDue(db: Db, sending: Sending, channel: Channel, now: () => Date): Promise<number> {
  if (!(await isAnythingDue(db, channel, now()))) return 0
  if (channel === 'sms') await db.transaction().execute((trx) => putOffLateTexts(trx, now()))
  const done = await Promise.allSettled(
    Array.from({ length: lanes[channel] }, (_, lane) => sendInLane(db, sending, channel, lane, now)),
  )
  const failed = done.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return done.reduce((all, one) => all + (one.status === 'fulfilled' ? one.value : 0), 0)
}

/** One look at an index. The statement that claims takes the database long to plan, and most turns find nothing. */
async function isAnythingDue(db: Db, channel: Channel, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from message where state = 'queued' and channel = ${channel} and due_at <= ${now} limit 1
  `.execute(db)
  return rows.length > 0
}

/** Handles one claim after another while they are full. Lanes besides the first run only while nothing throttles us. */
async function sendInLane(db: Db, sending: Sending, channel: Channel, lane: number, now: () => Date): Promise<number> {
  const { dayMicros, segmentMicros } = sending.sms
  let all = 0
  for (let turn = 0; turn < turnsOfLane[channel]; turn += 1) {
    const most = channel === 'sms' ? sending.sms.allows(mostAtOnce, now()) : mostAtOnce
    const claimed =
      most === 0 || (lane > 0 && most < mostAtOnce)
        ? []
        : await claimMessages(db, channel, most, now(), { dayMicros, segmentMicros, newsCaps: sending.newsCaps })
    if (claimed.length === 0) break
    const composing = await whileAway(() => composingFor(db, sending, claimed))
    await sendAll(db, sending, composing, claimed, now)
    all += claimed.length
    if (claimed.length < mostAtOnce) break
  }
  return all
}

async function composingFor(
  db: Db,
  { keyring, publicUrl, officeUrl }: Sending,
  claimed: ClaimedMessage[],
): Promise<Composing> {
  const vault = await openVault(db, keyring)
  const withLetter = claimed.filter((one) => one.letterId !== null).map((one) => one.id)
  return {
    db,
    keyring,
    publicUrl,
    officeUrl,
    vault,
    letters: await lettersOfMessages(db, withLetter),
    broadcasts: await broadcastsOf(db, vault, { messages: claimed, publicUrl }),
  }
}

/**
 * Retries for about half a minute while the database is down: only this process knows what it has claimed, and what was
 * sent must be recorded.
 */
async function whileAway<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let wait = 200; ; wait *= 2) {
    try {
      return await work()
    } catch (error) {
      if (!isAway(error) || wait > 15_000) throw error
      await sleep(wait)
    }
  }
}

/**
 * Sends a claim, and records what was sent while the rest is in progress: each commit takes all results gathered during
 * the previous one. If the process is killed, only unrecorded messages can be sent twice.
 */
async function sendAll(
  db: Db,
  sending: Sending,
  composing: Composing,
  claimed: ClaimedMessage[],
  now: () => Date,
): Promise<void> {
  let gathered: Sent[] = []
  let recording: Promise<void> | null = null
  const record = async () => {
    while (gathered.length > 0) {
      const batch = gathered
      gathered = []
      await whileAway(() => recordSent(db, batch, now()))
    }
  }
  let failure: unknown = null
  const line = watchLine()
  const untried: string[] = []
  const leaving =
    claimed[0]!.channel === 'sms'
      ? await payableTexts(db, sending, composing, claimed, now)
      : claimed.map((message) => ({ message, leave: () => sendMail(sending, composing, message, now()) }))
  const waiting = leaving.values()
  await Promise.all(
    Array.from({ length: Math.min(leaving.length, underWay[claimed[0]!.channel]) }, async () => {
      for (const { message, leave } of waiting) {
        if (line.isBroken()) {
          untried.push(message.id)
          continue
        }
        const sent = await leave()
        line.note(sent)
        // Only after the await, because the list may have been replaced meanwhile.
        gathered.push(sent)
        recording ??= record()
          .catch((error: unknown) => void (failure = error))
          .finally(() => (recording = null))
      }
    }),
  )
  await recording
  // The database is still down: unrecorded messages stay claimed and are recovered as after a kill.
  if (failure) throw failure
  await record()
  await whileAway(() => putBack(db, untried))
}

/** Tracks whether our mail server refuses us or has repeatedly not answered; then the rest of a claim is not tried. */
function watchLine(): { note(sent: Sent): void; isBroken(): boolean } {
  let silences = 0
  let isRefused = false
  return {
    note({ result }) {
      if (result.outcome === 'ours' && result.scope === 'all') isRefused = true
      silences = result.outcome === 'later' && result.isLine ? silences + 1 : 0
    },
    isBroken: () => isRefused || silences >= 5,
  }
}

/** A message ready to leave. */
interface Leaving {
  message: ClaimedMessage
  leave: () => Promise<Sent>
}

async function sendMail(sending: Sending, composing: Composing, message: ClaimedMessage, now: Date): Promise<Sent> {
  try {
    const mail = await whileAway(() => composeMail(composing, message))
    return {
      message,
      cost: null,
      domainMark: domainIndex(sending.keyring, domainOf(mail.to)),
      result: await sending.mailer.send(mail, now),
    }
  } catch (error) {
    return notComposed(sending, message, error)
  }
}

/**
 * Writes texts, and reserves what they cost before any of them leaves, so that a claim never exceeds the day's limit.
 * Those that today's money does not pay for go back to the queue, in their order.
 */
async function payableTexts(
  db: Db,
  sending: Sending,
  composing: Composing,
  claimed: ClaimedMessage[],
  now: () => Date,
): Promise<Leaving[]> {
  const failed: Leaving[] = []
  const composed = await Promise.all(
    claimed.map(async (message) => {
      try {
        return { message, text: await whileAway(() => composeText(composing, message)) }
      } catch (error) {
        const sent = notComposed(sending, message, error)
        failed.push({ message, leave: async () => sent })
        return null
      }
    }),
  )
  const texts = composed
    .filter((one) => one !== null)
    .map(({ message, text }) => ({ message, text, cost: costOf(sending.sms, text) }))
  const at = now()
  const payable = texts.map(({ message, cost }) => ({
    ...cost,
    campaignId: message.paidBy,
    isExempt: evenWithoutMoney.includes(message.template),
  }))
  const isPaid = await whileAway(() => reserveSpend(db, payable, sending.sms.dayMicros, at))
  const unpaid = texts.filter((_, index) => !isPaid[index]).map(({ message }) => message.id)
  await whileAway(() => putOffUnpaid(db, unpaid, at))
  const paid = texts
    .filter((_, index) => isPaid[index])
    .map(({ cost, ...one }) => ({ ...one, cost: { ...cost, reservedAt: at } }))
  return [
    ...failed,
    ...paid.map(({ message, text, cost }) => ({
      message,
      leave: async () => {
        try {
          return { message, cost, domainMark: null, result: await sending.sms.send(text, now) }
        } catch (error) {
          // It may have left.
          return { ...notComposed(sending, message, error, false), cost }
        }
      },
    })),
  ]
}

function costOf(sms: Sms, { to, body }: OutgoingText): { units: number; micros: number } {
  const units = segmentsOf(body)
  return { units, micros: units * (territoryZone(to) === null ? sms.segmentMicros : sms.territorySegmentMicros) }
}

/** The delay keeps a text that costs more than is left from being claimed again and again. */
async function putOffUnpaid(db: Db, messageIds: string[], now: Date): Promise<void> {
  if (messageIds.length === 0) return
  await sql`
    update message set state = 'queued', attempts = greatest(attempts - 1, 0), due_at = ${now}::timestamptz + interval '1 minute' + nth * interval '1 millisecond'
    from unnest(${messageIds}::uuid[]) with ordinality as unpaid (id, nth) where message.id = unpaid.id and state = 'sending'
  `.execute(db)
}

/** Tries to compose a message, over about twenty minutes: what fails once may be our fault, and mended by then. */
const mostTries = 4

/** A message that cannot be composed must not hold up the others; `firme doctor` counts it once it has failed. */
function notComposed({ log }: Sending, message: ClaimedMessage, error: unknown, mayTryAgain = true): Sent {
  log.error({ messageId: message.id, template: message.template, error }, 'could not be composed')
  const reason = 'not-composed'
  return {
    message,
    cost: null,
    domainMark: null,
    result:
      mayTryAgain && message.attempts < mostTries
        ? { outcome: 'later', reason, retryAfterSeconds: null }
        : { outcome: 'refused', reason, isContactAtFault: false, hasOptedOut: false },
  }
}
