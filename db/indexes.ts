import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Db } from './client'
import type { Database } from './schema'

/** An index on a table that was there before it. */
export interface AddedIndex {
  name: string
  isUnique?: true
  /** Table, columns and condition, as after `on`. */
  on: string
}

/**
 * Indexes that were added to tables which may be large by now. They cannot be in a migration: there, nobody could write
 * to the table until all of it was read. A migration that drops one takes its line out here.
 */
const addedIndexes: readonly AddedIndex[] = [
  {
    name: 'one_open_invitation',
    isUnique: true,
    on: 'invitation (group_id, address_index) where accepted_at is null and withdrawn_at is null',
  },
  { name: 'tally_by_county', on: "tally_by (key) where dimension = 'county'" },
  { name: 'import_row_of_signature', on: 'import_row (signature_id) where signature_id is not null' },
  { name: 'person_tag_of_import', on: 'person_tag (import_id)' },
  { name: 'person_field_value_of_import', on: 'person_field_value (import_id)' },
  {
    name: 'message_of_broadcast',
    isUnique: true,
    on: 'message (broadcast_id, person_id) include (state) where broadcast_id is not null',
  },
  { name: 'person_unmarked', on: 'person (id) where zip_mark is null' },
  { name: 'audit_of_subject', on: 'audit (subject text_pattern_ops)' },
  {
    name: 'subscription_asked',
    on: "subscription (person_id, asked_at) where page not like 'petitions/%' and page <> 'me'",
  },
  { name: 'person_facts_unsigned', on: "person_facts (person_id) where not codes @> array[fact_code('signed')]" },
  { name: 'message_due_to_many', on: "message (channel, due_at) where state = 'queued' and broadcast_id is not null" },
]

/**
 * Names of the added indexes that are not there, or were cut short: `unique` are those that statements count on as they do
 * on a column, `forSpeed` the others.
 */
export async function missingIndexes(db: Db): Promise<{ unique: string[]; forSpeed: string[] }> {
  const due = await missing(db, addedIndexes)
  const named = (isUnique: boolean) => due.filter((one) => (one.isUnique ?? false) === isUnique).map(({ name }) => name)
  return { unique: named(true), forSpeed: named(false) }
}

/** Any number that nothing else in this database uses. */
const turn = 7_246_183
/** Milliseconds. */
const lookAgainAfter = 200

/**
 * Builds the indexes that are missing, while people go on reading and writing. Waits for whoever has been writing to the
 * table since before it began. Safe to call from several processes at once.
 *
 * @returns the names of those that were built now
 * @throws the database's error; what was half built is built again next time
 */
export async function buildIndexes(db: Db, wanted = addedIndexes): Promise<string[]> {
  if ((await missing(db, wanted)).length === 0) return []
  // The connection is the owner of the turn: it must be the same to the end.
  return db.connection().execute(async (one) => {
    await takeTurn(one)
    try {
      const due = await missing(one, wanted)
      for (const { name, isUnique, on } of due) {
        // One that was cut short is updated at each write, and never used.
        await sql`drop index concurrently if exists ${sql.ref(name)}`.execute(one)
        await sql.raw(`create ${isUnique ? 'unique ' : ''}index concurrently ${name} on ${on}`).execute(one)
      }
      return due.map(({ name }) => name)
    } finally {
      await sql`select pg_advisory_unlock(${turn})`.execute(one)
    }
  })
}

/** Asks again and again: the one who builds would wait for a statement that waits. */
async function takeTurn(one: Kysely<Database>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ isMine: boolean }>`select pg_try_advisory_lock(${turn}) as "isMine"`.execute(one)
    if (rows[0]!.isMine) return
    await sleep(lookAgainAfter)
  }
}

async function missing(db: Kysely<Database>, wanted: readonly AddedIndex[]): Promise<AddedIndex[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
    where indisvalid and relnamespace = 'public'::regnamespace
  `.execute(db)
  const valid = new Set(rows.map(({ name }) => name))
  return wanted.filter(({ name }) => !valid.has(name))
}
