import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { MessageState } from '#db/schema'
import { siteDay } from '#db/site-day'
import { placedCalls } from '~/actions/calls/bridge/placed-calls'

/** Mails, texts and calls of the last seven days, and what they cost. No number and no words of anybody. */
export interface MessagesFigures {
  states: { channel: 'mail' | 'sms'; state: MessageState; reason: string | null; messages: number }[]
  calls: { state: string; reason: string | null; calls: number }[]
  spend: { day: string; way: 'sms' | 'voice'; units: number; dollars: number }[]
  /** Texts of unknown outcome; we no longer ask the provider about `old` ones. */
  unknown: { texts: number; old: number }
}

/** Counts messages and calls by outcome, and what they cost. */
export async function readMessages(db: Db, now: Date): Promise<MessagesFigures> {
  const since = new Date(now.getTime() - 7 * 24 * 60 * 60_000)
  const states = await sql<MessagesFigures['states'][number]>`
    select channel, state, failure as reason, count(*)::integer as messages from message where created_at > ${since} group by channel, state, failure order by channel, messages desc
  `.execute(db)
  const calls = await sql<MessagesFigures['calls'][number]>`
    select state, failure as reason, count(*)::integer as calls from ${placedCalls} as placed where asked_at > ${since} group by state, failure order by calls desc
  `.execute(db)
  const spend = await sql<MessagesFigures['spend'][number]>`
    select day, way, sum(units)::integer as units, (sum(micros) / 1000000.0)::float8 as dollars from spend where day > ${siteDay(now, 7)} group by day, way order by day desc, way
  `.execute(db)
  const unknown = await sql<MessagesFigures['unknown']>`
    select count(*)::integer as texts, (count(*) filter (where claimed_at <= ${now}::timestamptz - interval '3 days'))::integer as old from message where state = 'unknown' and channel = 'sms'
  `.execute(db)
  return { states: states.rows, calls: calls.rows, spend: spend.rows, unknown: unknown.rows[0]! }
}
