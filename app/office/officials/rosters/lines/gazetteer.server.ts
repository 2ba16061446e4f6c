import type { Db } from '#db/client'
import { stateByFips } from '~/geography/state-fips'
import { type Gazetteer, openGazetteer } from './gazetteer'

/**
 * Loads a gazetteer with the places of these states.
 *
 * @param states two letters each, or the Census' two digits
 */
export async function readGazetteer(db: Db, states: readonly string[]): Promise<Gazetteer> {
  const wanted = [...new Set(states.map((text) => stateByFips[text] ?? text))]
  const places = await db
    .selectFrom('division')
    .select(['id', 'kind', 'state', 'geoid', 'name', 'slug', 'county_ids as countyIds'])
    .where('state', 'in', ['', ...wanted])
    .where('kind', 'in', ['state', 'county', 'place'])
    .execute()
  const aliases = await db
    .selectFrom('division_alias')
    .innerJoin('division', 'division.id', 'division_id')
    .select(['alias', 'division_id as id'])
    .where('division.state', 'in', ['', ...wanted])
    .execute()
  return openGazetteer(places, aliases)
}
