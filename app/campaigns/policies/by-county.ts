import type { StandingPolicy } from './policies.server'

/** How a county stands, for the map. By state law only when it has decided nothing of its own. */
export const countyStandings = ['limits', 'helps', 'both', 'by-law', 'barred'] as const
export type CountyStanding = (typeof countyStandings)[number]

/** A county with what it has decided, or what its state has. */
export interface CountyOnMap {
  standing: CountyStanding
  policies: StandingPolicy[]
}

/** Counties with decisions of their own by GEOID, and states with a law by their letters. */
export interface OnMap {
  counties: ReadonlyMap<string, CountyOnMap>
  states: ReadonlyMap<string, CountyOnMap>
}

/** How counties and states stand. @param policies those in force on one day; what may have been in force is left out */
export function onMap(policies: readonly StandingPolicy[]): OnMap {
  const sure = policies.filter(({ standing }) => standing === 'yes')
  const counties = grouped(sure, ({ place }) => (place.kind === 'county' ? place.geoid : null))
  const states = grouped(sure, ({ place }) => (place.kind === 'state' ? place.state : null))
  return {
    counties: new Map([...counties].map(([geoid, own]) => [geoid, { standing: ownStanding(own), policies: own }])),
    states: new Map([...states].flatMap(([state, laws]) => lawOf(laws).map((law) => [state, law] as const))),
  }
}

function ownStanding(policies: readonly StandingPolicy[]): CountyStanding {
  const does = (effect: string) => policies.some((one) => one.effect === effect)
  if (does('helps')) return does('limits') ? 'both' : 'helps'
  return does('limits') ? 'limits' : 'barred'
}

/** What a state's agency has signed binds no county. */
function lawOf(policies: readonly StandingPolicy[]): CountyOnMap[] {
  const laws = policies.filter(({ effect }) => effect !== 'helps')
  if (laws.length === 0) return []
  return [{ standing: laws.some(({ effect }) => effect === 'barred') ? 'barred' : 'by-law', policies: laws }]
}

function grouped(
  policies: readonly StandingPolicy[],
  keyOf: (policy: StandingPolicy) => string | null,
): Map<string, StandingPolicy[]> {
  const groups = new Map<string, StandingPolicy[]>()
  for (const policy of policies) {
    const key = keyOf(policy)
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), policy])
  }
  return groups
}
