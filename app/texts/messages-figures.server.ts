import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { MessageState } from '#db/schema'
import type { WhyToRead } from '#db/schema-gateways'
import type { Language } from '~/i18n/language'
import { phonePlace } from '~/outbox/compose-message.server'
import { maskContact } from '~/signers/mask-contact'
import { openText, type Vault } from '~/vault/open.server'
import { toReadPlace } from '~/conversations/line.server'

/** What left by text and phone in seven days, and what it cost. No number, no word of anybody. */
export interface MessagesFigures {
  states: { channel: 'mail' | 'sms'; state: MessageState; reason: string | null; messages: number }[]
  calls: { state: string; reason: string | null; calls: number }[]
  spend: { day: string; way: 'sms' | 'voice'; units: number; dollars: number }[]
  newest: { at: string; template: string; language: Language; state: MessageState; reason: string | null; segments: number | null }[]
}

/** Reads the log of messages. Numbers only. */
export async function readMessages(db: Db, now: Date): Promise<MessagesFigures> {
  const since = new Date(now.getTime() - 7 * 24 * 60 * 60_000)
  const states = await sql<MessagesFigures['states'][number]>`
    select channel, state, failure as reason, count(*)::integer as messages from message where created_at > ${since} group by channel, state, failure order by channel, messages desc
  `.execute(db)
  const calls = await sql<MessagesFigures['calls'][number]>`
    select state, failure as reason, count(*)::integer as calls from bridge_call where asked_at > ${since} group by state, failure order by calls desc
  `.execute(db)
  const spend = await sql<MessagesFigures['spend'][number]>`
    select day, way, sum(units)::integer as units, (sum(micros) / 1000000.0)::float8 as dollars from spend where day > (${now}::timestamptz - interval '7 days')::date group by day, way order by day desc, way
  `.execute(db)
  const newest = await sql<Omit<MessagesFigures['newest'][number], 'at'> & { at: Date }>`
    select created_at as at, template, language, state, failure as reason, segments from message where channel = 'sms' order by created_at desc limit 50
  `.execute(db)
  return { states: states.rows, calls: calls.rows, spend: spend.rows, newest: newest.rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
}

/** A text that a human must read. */
export interface TextToRead {
  id: string
  /** Its last four digits. */
  phone: string
  words: string
  reason: WhyToRead
  language: Language
  at: string
}

/** Opens the texts that wait for a human, oldest first. Whoever calls it writes it into the ledger. */
export async function openTextsToRead(db: Db, vault: Vault, most = 50): Promise<TextToRead[]> {
  const rows = await db
    .selectFrom('text_to_read')
    .innerJoin('conversation', 'conversation.id', 'text_to_read.conversation_id')
    .select(['text_to_read.id', 'text_to_read.sealed', 'text_to_read.reason', 'text_to_read.arrived_at', 'conversation.id as line', 'conversation.sealed_phone', 'conversation.language'])
    .where('handled_at', 'is', null)
    .orderBy('arrived_at')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    phone: maskContact('sms', openText(vault.site(), phonePlace(row.line), row.sealed_phone)),
    words: openText(vault.site(), toReadPlace(row.id), row.sealed),
    reason: row.reason,
    language: row.language,
    at: row.arrived_at.toISOString(),
  }))
}
