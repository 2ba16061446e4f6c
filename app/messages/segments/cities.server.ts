import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'

/**
 * Cities of segments: those that mail goes to, by the Postal Service's names for each ZIP, and those whose officials we have.
 * A city is named by its Open Civic Data id, which is made of its name the same way everywhere.
 */
const cityPrefix = sql`'ocd-division/country:us/state:'`

/** The id of a city by its state and name, as Open Civic Data makes it. In SQL. */
function cityId(state: RawBuilder<unknown>, name: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`${cityPrefix} || lower(${state}) || '/place:' || regexp_replace(replace(lower(${name}), ' ', '_'), '[^a-z0-9._~-]', '', 'g')`
}

const ofZip = cityId(sql`zip_code.state`, sql`zip_code.city`)

/** Ids of cities that were typed as “Tucson, AZ”, by what was typed; a city that is not known is left out. */
export async function citiesTyped(db: Db, typed: string[]): Promise<Map<string, string>> {
  const wanted = typed.flatMap((text) => {
    const state = text.slice(-2).toUpperCase()
    const before = text.slice(0, -2).trimEnd()
    const name = before.endsWith(',') ? before.slice(0, -1).trim() : before
    return name !== '' && before.length <= 80 ? [{ text, name, state }] : []
  })
  if (wanted.length === 0) return new Map()
  const { rows } = await sql<{ text: string; id: string }>`
    select distinct on (wanted.text) wanted.text, found.id
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (text text, name text, state text)
    cross join lateral (
      select division.id from division where division.kind = 'place' and division.state = wanted.state and lower(division.name) = lower(wanted.name)
      union all select ${ofZip} from zip_code where zip_code.state = wanted.state and lower(zip_code.city) = lower(wanted.name)
    ) as found order by wanted.text, found.id
  `.execute(db)
  return new Map(rows.map(({ text, id }) => [text, id]))
}

/** What cities are called, as they are typed, by their ids. */
export async function cityNames(db: Db, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select ${ofZip} as id, min(concat_ws(', ', city, state)) as name from zip_code
      where state = any(${statesOf(ids)}::text[]) and ${ofZip} = any(${ids}::text[]) group by 1
    union all select id, concat_ws(', ', name, state) from division where id = any(${ids}::text[])
  `.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** ZIPs whose mail goes to each city. */
export async function zipsOfCities(db: Db, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; zips: string[] }>`
    select id, array_agg(distinct zip) as zips from (
      select ${ofZip} as id, zip from zip_code where state = any(${statesOf(ids)}::text[]) and ${ofZip} = any(${ids}::text[])
      union all select division.id, zip from division join zip_code on zip_code.state = division.state and lower(zip_code.city) = lower(division.name)
        where division.id = any(${ids}::text[]) and division.kind = 'place'
    ) as found group by id
  `.execute(db)
  return new Map(rows.map(({ id, zips }) => [id, zips]))
}

function statesOf(ids: string[]): string[] {
  return ids.flatMap((id) => /\/state:([a-z]{2})\//.exec(id)?.[1]?.toUpperCase() ?? [])
}
