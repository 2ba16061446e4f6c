import type { Db } from '#db/client'
import { openGazetteer, type Gazetteer } from './gazetteer'

/**
 * The places of some states, ready to be looked for.
 *
 * @param states two letters each, or two digits as Census numbers them
 */
export async function readGazetteer(db: Db, states: readonly string[]): Promise<Gazetteer> {
  const known = await db.selectFrom('division').select(['id', 'kind', 'state', 'geoid', 'name', 'slug']).where('kind', '=', 'state').execute()
  const wanted = [...new Set(states.flatMap((text) => known.find((state) => state.state === text || state.geoid === text)?.state ?? []))]
  if (wanted.length === 0) return openGazetteer(known)
  const inside = await db.selectFrom('division').select(['id', 'kind', 'state', 'geoid', 'name', 'slug']).where('state', 'in', wanted).where('kind', '<>', 'state').execute()
  const aliases = await db.selectFrom('division_alias').innerJoin('division', 'division.id', 'division_id').select(['alias', 'division_id as id']).where('division.state', 'in', wanted).execute()
  return openGazetteer([...known, ...inside], aliases)
}
