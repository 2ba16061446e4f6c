import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type Acts, actsOf } from './broadcast-acts.server'

/** What became of the messages of a broadcast. */
export interface Results {
  /** Messages that were planned so far. */
  planned: number
  /** Waiting in the outbox, with why they wait, and on their way. */
  waiting: number
  waitingFor: { reason: string; count: number }[]
  /** Left; of these, their arrival was reported (texts only). */
  sent: number
  delivered: number
  bounced: number
  complained: number
  /** May have left; never sent again. */
  unknown: number
  failed: number
  /** Not sent, and why. */
  notSent: { reason: string; count: number }[]
  /** Stopped the news within a week after it. */
  unsubscribed: number
  acts: Acts
  /** Whether all people are planned. */
  isPlanned: boolean
  /** People of the segment that were looked at. */
  seen: number
  /** When the next people are planned: at their hour, by the limit per hour, or once the better subject is known; null: none are left. */
  nextAt: Date | null
  /** Everybody of the test is planned, and the rest waits for the better subject. */
  isComparing: boolean
}

interface Row {
  state: string
  failure: string | null
  count: number
}

const bounces = ['bounced', 'bad-address', 'mailbox-full', 'blocked', 'mail-refused-by-provider']

/** Reads what became of a broadcast. */
export async function readResults(db: Db, id: string): Promise<Results> {
  const { rows } = await sql<Row>`
    select state, failure, count(*)::integer as count from message where broadcast_id = ${id} group by state, failure
  `.execute(db)
  const waves = await sql<Pick<Results, 'isPlanned' | 'seen' | 'nextAt' | 'isComparing'>>`
    select coalesce(bool_and(is_planned), false) as "isPlanned", coalesce(sum(seen), 0)::integer as seen,
      min(greatest(due_at, next_at)) filter (where not is_planned) as "nextAt", coalesce(bool_and(part = 'rest') filter (where not is_planned), false) as "isComparing" from broadcast_wave where broadcast_id = ${id}
  `.execute(db)
  const sum = (is: (row: Row) => boolean) => rows.filter(is).reduce((all, { count }) => all + count, 0)
  const reasons = (is: (row: Row) => boolean) =>
    rows
      .filter((row) => is(row) && row.failure !== null)
      .map(({ failure, count }) => ({ reason: failure!, count }))
      .toSorted((one, other) => other.count - one.count)
  const isWaiting = ({ state }: Row) => state === 'queued' || state === 'sending'
  const isBounced = ({ state, failure }: Row) =>
    state === 'undelivered' || (state === 'failed' && bounces.includes(failure ?? ''))
  return {
    planned: sum(() => true),
    waiting: sum(isWaiting),
    waitingFor: reasons(isWaiting),
    sent: sum(({ state }) => state === 'sent' || state === 'delivered'),
    delivered: sum(({ state }) => state === 'delivered'),
    bounced: sum(isBounced),
    complained: sum(({ failure }) => failure === 'complained'),
    unknown: sum(({ state }) => state === 'unknown'),
    failed: sum((row) => row.state === 'failed' && !isBounced(row)),
    notSent: reasons(({ state }) => state === 'suppressed'),
    unsubscribed: await countUnsubscribed(db, id),
    acts: await actsOf(db, id),
    ...waves.rows[0]!,
  }
}

/** By who ended their news within a week after they got it; no link tells more than that. */
async function countUnsubscribed(db: Db, id: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct message.person_id)::integer as count from message
    join subscription on subscription.person_id = message.person_id and subscription.channel = message.channel and subscription.scope = 'campaign'
    where message.broadcast_id = ${id} and message.sent_at is not null and ended_how in ('link', 'mail', 'text', 'complaint', 'own-page')
      and ended_on between site_day(message.sent_at) and site_day(message.sent_at) + 7
  `.execute(db)
  return rows[0]!.count
}
