import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { linkHash, linkToken } from '~/vault/links.server'
import type { Keyring } from '~/vault/keyring'
import type { OfficialTemplate, OwedMessage } from './message'

export type { OwedMessage }

/** Most messages in 30 days to a contact that never answered, and to one that did: nobody can be bombed. */
const mostToStranger = 5
const mostToProven = 20

/**
 * Writes down messages we owe, each once, in the caller's transaction. A contact whose budget of 30 days is used up
 * is owed nothing more; the row of `message_budget` decides, also between two workers.
 *
 * @returns how many are owed now
 */
export async function oweMessages(trx: Trx, keyring: Keyring, owed: OwedMessage[], now: Date): Promise<number> {
  if (owed.length === 0) return 0
  const fresh = await notYetOwed(trx, owed)
  if (fresh.length === 0) return 0
  const affordable = await withinBudget(trx, fresh, now)
  return affordable.length > 0 ? insert(trx, keyring, affordable, now) : 0
}

async function notYetOwed(trx: Trx, owed: OwedMessage[]): Promise<OwedMessage[]> {
  const byKey = new Map(owed.map((message) => [message.onceKey, message]))
  const known = await trx.selectFrom('message').select('once_key').where('once_key', '=', sql<string>`any(${[...byKey.keys()]}::text[])`).execute()
  for (const { once_key } of known) byKey.delete(once_key)
  return [...byKey.values()]
}

/** Takes from each contact's budget, in one order, so that two workers never wait for each other in a circle. */
async function withinBudget(trx: Trx, owed: OwedMessage[], now: Date): Promise<OwedMessage[]> {
  const wanted = new Map<string, { blindIndex: Buffer; most: number; messages: OwedMessage[] }>()
  for (const message of owed) {
    const key = message.blindIndex.toString('base64')
    const entry = wanted.get(key) ?? { blindIndex: message.blindIndex, most: message.proven ? mostToProven : mostToStranger, messages: [] }
    entry.messages.push(message)
    wanted.set(key, entry)
  }
  const entries = [...wanted.entries()].sort(([one], [two]) => (one < two ? -1 : 1))
  const { rows } = await sql<{ blind_index: Buffer; spent: number }>`
    with taken as (
      insert into message_budget (blind_index, day, owed)
      select blind_index, ${now}::timestamptz::date, wanted
      from unnest(${entries.map(([, entry]) => entry.blindIndex)}::bytea[], ${entries.map(([, entry]) => entry.messages.length)}::smallint[])
        as asked (blind_index, wanted)
      on conflict (blind_index, day) do update set owed = least(message_budget.owed + excluded.owed, 1000)
      returning blind_index, owed as today
    )
    select taken.blind_index, (taken.today + coalesce(sum(earlier.owed), 0))::integer as spent
    from taken
    left join message_budget as earlier on earlier.blind_index = taken.blind_index
      and earlier.day < ${now}::timestamptz::date and earlier.day > (${now}::timestamptz - interval '30 days')::date
    group by taken.blind_index, taken.today
  `.execute(trx)
  const spent = new Map(rows.map((row) => [row.blind_index.toString('base64'), row.spent]))
  return entries.flatMap(([key, { most, messages }]) => messages.slice(0, Math.max(0, most - (spent.get(key)! - messages.length))))
}

async function insert(trx: Trx, keyring: Keyring, messages: OwedMessage[], now: Date): Promise<number> {
  const column = <T>(value: (message: OwedMessage) => T) => messages.map(value)
  const ids = messages.map(() => randomUUID())
  const inserted = await sql`
    insert into message (id, link_hash, channel, template, language, contact_id, person_id, signature_id, petition_id, letter_id, advocacy_campaign_id, once_key, due_at, created_at)
    select *, ${now} from unnest(
      ${ids}::uuid[],
      ${ids.map((id) => linkHash(linkToken(keyring, id)))}::bytea[],
      ${column((message) => message.channel)}::text[],
      ${column((message) => message.template)}::text[],
      ${column((message) => message.language)}::text[],
      ${column((message) => message.contactId)}::uuid[],
      ${column((message) => message.personId)}::uuid[],
      ${column((message) => message.signatureId)}::uuid[],
      ${column((message) => message.petitionId)}::uuid[],
      ${column((message) => message.letterId ?? null)}::uuid[],
      ${column((message) => message.advocacyId ?? null)}::uuid[],
      ${column((message) => message.onceKey)}::text[],
      ${column((message) => message.dueAt ?? now)}::timestamptz[])
    on conflict do nothing
  `.execute(trx)
  return Number(inserted.numAffectedRows)
}

/** A letter, or a day's letters, that an official is owed. */
export interface OwedToOfficial {
  id: string
  template: OfficialTemplate
  contactDetailId: string
  letterId: string | null
  onceKey: string
  dueAt: Date
  /** Null: it may leave at any time. */
  dueUntil: Date | null
}

/** Writes down what goes to officials. No budget: each letter was confirmed by who wrote it, and each has its own time. */
export async function oweToOfficials(trx: Trx, keyring: Keyring, owed: OwedToOfficial[], now: Date): Promise<void> {
  if (owed.length === 0) return
  const column = <T>(value: (message: OwedToOfficial) => T) => owed.map(value)
  await sql`
    insert into message (id, link_hash, template, contact_detail_id, letter_id, once_key, due_at, due_until, channel, language, created_at)
    select *, 'mail', 'en', ${now} from unnest(
      ${column((message) => message.id)}::uuid[],
      ${column((message) => linkHash(linkToken(keyring, message.id)))}::bytea[],
      ${column((message) => message.template)}::text[],
      ${column((message) => message.contactDetailId)}::uuid[],
      ${column((message) => message.letterId)}::uuid[],
      ${column((message) => message.onceKey)}::text[],
      ${column((message) => message.dueAt)}::timestamptz[],
      ${column((message) => message.dueUntil)}::timestamptz[])
    on conflict do nothing
  `.execute(trx)
}
