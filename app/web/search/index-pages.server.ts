import { sql } from 'kysely'
import type { Db } from '#db/client'
import { languages } from '~/i18n/language'
import { type SearchSource, searchSources } from './search-sources.server'

/** How many entries changed. */
export interface Indexed {
  written: number
  removed: number
}

/** Changes when entries are made in another way, so that all are made again. */
const edition = '3'
const batch = 1_000

/**
 * Brings the index of the search up to date with what is public. Only what has changed is written, so it may run every
 * minute. Each batch commits by itself: readers never find the index empty.
 */
export async function indexPages(db: Db, now: Date): Promise<Indexed> {
  const total = { written: 0, removed: 0 }
  for (const source of searchSources)
    for (let isWhole = false; !isWhole; ) {
      const done = await bringUpToDate(db, source, now)
      total.removed += done.removed
      total.written += done.written
      isWhole = done.isWhole
    }
  return { ...total, removed: total.removed + (await removeUnknown(db)) }
}

/** Entries of sources that this version does not have. */
async function removeUnknown(db: Db): Promise<number> {
  const known = searchSources.map(({ kind, name }) => `${kind} ${name}`)
  const { numAffectedRows } = await sql`
    delete from search_entry where kind || ' ' || split_part(thing_id, ' ', 1) <> all (${known}::text[])
  `.execute(db)
  return Number(numAffectedRows)
}

/**
 * Removes things that were taken down, in both languages, and writes one batch of those that are new or have changed.
 * Gathering the things of a source is what costs, so one statement does it for both.
 *
 * @returns how many entries, and whether that was all
 */
async function bringUpToDate(
  db: Db,
  { kind, name, things, entryOf }: SearchSource,
  now: Date,
): Promise<Indexed & { isWhole: boolean }> {
  const { rows } = await sql<{ removed: number; changed: { id: string; version: string; facts: never }[] }>`
    with thing as materialized (select id, facts, md5(${edition} || facts::text) as version from (${things(now)}) as thing),
    gone as (
      delete from search_entry where kind = ${kind} and split_part(thing_id, ' ', 1) = ${name}
        and thing_id not in (select ${name} || ' ' || id from thing) returning 1),
    changed as (
      select id, version, facts from thing
      where not exists (select from search_entry where kind = ${kind} and thing_id = ${name} || ' ' || id and language = 'en' and search_entry.version = thing.version)
      limit ${batch})
    select (select count(*)::integer from gone) as removed, coalesce((select jsonb_agg(changed) from changed), '[]') as changed
  `.execute(db)
  const { removed, changed } = rows[0]!
  const entries = changed.flatMap(({ id, version, facts }) =>
    languages.map((language) => ({ thing_id: `${name} ${id}`, language, version, ...entryOf(facts, language) })),
  )
  if (entries.length > 0)
    await sql`
      insert into search_entry (kind, thing_id, language, path, title, body, note, version)
      select ${kind}, thing_id, language, path, title, body, note, version
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry (thing_id text, language text, path text, title text, body text, note text, version text)
      on conflict (kind, thing_id, language) do update set path = excluded.path, title = excluded.title, body = excluded.body, note = excluded.note, version = excluded.version
    `.execute(db)
  return { removed, written: entries.length, isWhole: changed.length < batch }
}
