import { idPart, slugPart, stateId } from './division-id'
import { stateByFips } from './state-fips'

/** A county or its equivalent, as in the table of divisions. */
export interface County {
  id: string
  /** Five digits. */
  geoid: string
  state: string
  name: string
  slug: string
}

/**
 * Alaska's boroughs, by GEOID, whose name has more than "Borough"; those in `census` have no government of their own.
 */
const alaska: Readonly<Record<string, string>> = {
  '02020': 'Municipality',
  '02110': 'City and Borough',
  '02220': 'City and Borough',
  '02230': 'Municipality',
  '02275': 'City and Borough',
  '02282': 'City and Borough',
}
const census = new Set([
  '02016',
  '02050',
  '02070',
  '02105',
  '02158',
  '02180',
  '02195',
  '02198',
  '02240',
  '02261',
  '02290',
])
/** Cities that belong to no county, besides Virginia's, whose GEOIDs start at 51510. */
const independentCities = new Set(['24510', '29510', '32510'])
/** Territories whose parts are not called counties. */
const territoryParts: Readonly<Record<string, string>> = { AS: 'district', MP: 'municipality', VI: 'island' }

/**
 * A county or equivalent from its Census GEOID and bare name, such as 22071 and Orleans: parishes, boroughs, census
 * areas, municipios, independent cities. The District of Columbia and Guam are each both state and county: one
 * division. Connecticut keeps its eight old counties, and Alaska Valdez-Cordova, as in the maps and the official ids:
 * their successors elect no sheriff and no board.
 */
export function countyOf(geoid: string, bareName: string): County {
  const state = stateByFips[geoid.slice(0, 2)]!
  const { kind, name } = kindAndName(geoid, state, bareName)
  const whole = kind === null
  return {
    id: whole ? stateId(state) : `${stateId(state)}/${kind}:${idPart(bareName)}`,
    geoid,
    state,
    name,
    slug: whole ? slugPart(name) : `${state.toLowerCase()}-${slugPart(name)}`,
  }
}

function kindAndName(geoid: string, state: string, bare: string): { kind: string | null; name: string } {
  if (state === 'DC' || state === 'GU') return { kind: null, name: bare }
  if (state === 'LA') return { kind: 'parish', name: `${bare} Parish` }
  if (state === 'PR') return { kind: 'municipio', name: `${bare} Municipio` }
  if (state === 'AK')
    return census.has(geoid)
      ? { kind: 'census_area', name: `${bare} Census Area` }
      : { kind: 'borough', name: `${bare} ${alaska[geoid] ?? 'Borough'}` }
  const part = territoryParts[state]
  if (part) return { kind: part, name: bare }
  const isCity = independentCities.has(geoid) || (state === 'VA' && geoid >= '51510')
  if (isCity) return { kind: 'place', name: /\bcity$/i.test(bare) ? bare : `${bare} City` }
  return { kind: 'county', name: `${bare} County` }
}

/** Former and alternative ids of divisions, mapped to their current ids. */
export const countyAliases: Readonly<Record<string, string>> = {
  'ocd-division/country:us/state:ak/census_area:wade_hampton': 'ocd-division/country:us/state:ak/census_area:kusilvak',
  'ocd-division/country:us/state:sd/county:shannon': 'ocd-division/country:us/state:sd/county:oglala_lakota',
  'ocd-division/country:us/state:ak/census_area:chugach': 'ocd-division/country:us/state:ak/census_area:valdez-cordova',
  'ocd-division/country:us/state:ak/census_area:copper_river':
    'ocd-division/country:us/state:ak/census_area:valdez-cordova',
  'ocd-division/country:us/state:ak/borough:petersburg': 'ocd-division/country:us/state:ak/census_area:petersburg',
  'ocd-division/country:us/territory:dc': 'ocd-division/country:us/district:dc',
  'ocd-division/country:us/state:dc': 'ocd-division/country:us/district:dc',
  'ocd-division/country:us/state:pr': 'ocd-division/country:us/territory:pr',
}

/** GEOIDs in older or newer lists, mapped to the county's GEOID on the maps. */
export const geoidNow: Readonly<Record<string, string>> = {
  '46113': '46102',
  '02270': '02158',
  '02063': '02261',
  '02066': '02261',
  '02232': '02105',
}
