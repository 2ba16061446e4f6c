import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { ZipAnswer } from './lookup.server'

/**
 * Whether a ZIP may lie in one of these divisions. True in doubt: for military mail, for cities whose counties are not
 * known, and for the rest of a city's county, since ZIPs do not follow city limits.
 *
 * @param divisionIds Open Civic Data ids
 */
export async function servesZip(
  db: Db,
  divisionIds: readonly string[],
  { counties, state }: Pick<ZipAnswer, 'counties' | 'state'>,
): Promise<boolean> {
  if (counties.length === 0 || divisionIds.length === 0) return true
  const { rows } = await sql<{ serves: boolean }>`
    select exists (
      select from division join division as area on area.id = case when division.kind = 'district' then division.parent_id else division.id end
      where division.id = any(${[...divisionIds]}::text[]) and case area.kind
        when 'county' then area.id = any(${counties.map(({ id }) => id)}::text[])
        when 'place' then area.county_ids = '{}' or area.county_ids && ${counties.map(({ id }) => id)}::text[]
        when 'state' then area.state = ${state}
        else true end) as serves
  `.execute(db)
  return rows[0]!.serves
}
