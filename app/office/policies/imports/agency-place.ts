import { stateNames } from '~/geography/state-names'
import type { FoundPlace, Gazetteer, GazetteerPlace } from '~/office/officials/rosters/lines/gazetteer'
import { plain } from '~/officials/posts/name-key'

/** Why an agency's place is not known. */
type AgencyReason =
  | 'agency-no-locality'
  | 'agency-several-places'
  | 'agency-unclear'
  | 'place-not-found'
  | 'place-near'
  | 'place-ambiguous'
  | 'place-differs'
  | 'no-cities'

export type AgencyPlace =
  | { outcome: 'found'; place: GazetteerPlace; isSheriff: boolean }
  | { outcome: 'refused'; reason: AgencyReason; text: string; isSheriff: boolean }

interface Agency {
  /** Two letters. */
  state: string
  agency: string
  /** What the list says its county is; '' when it doesn't. */
  county: string
  /** Says "Sheriff", "Local Police" or the like; '' when the list doesn't. */
  type: string
}

/**
 * The place that an agency is of: a sheriff's county, a police department's city, a state agency's state. Never a guess:
 * a name that is a letter off, two places of that name, or a county that does not fit the name are refused.
 */
export function placeOfAgency(said: Agency, gazetteer: Gazetteer): AgencyPlace {
  const name = plain(said.agency)
  const isSheriff = /\bsheriffs?\b/.test(name) || /\bsheriff\b/i.test(said.type)
  const refuse = (reason: AgencyReason, text = said.agency): AgencyPlace => ({
    outcome: 'refused',
    reason,
    text,
    isSheriff,
  })
  if (isSheriff) return ofCounty(name.split(/ sheriffs?\b/)[0]!, said, gazetteer, true)
  if (/\b(university|college|school|airport|hospital|railroad|port authority)\b/.test(name))
    return refuse('agency-no-locality')
  if (/\b(regional|tri county|multi)\b/.test(name)) return refuse('agency-several-places')
  const state = plain(stateNames[said.state] ?? '')
  if (name.startsWith(`${state} `)) {
    const whole = gazetteer.byId(`ocd-division/country:us/state:${said.state.toLowerCase()}`)
    return whole ? { outcome: 'found', place: whole, isSheriff } : refuse('agency-unclear')
  }
  const county = /^(.+? (?:county|parish))\b/.exec(name)?.[1]
  if (county) return ofCounty(county, said, gazetteer, false)
  const city = /^(.+?)(?: of)? (?:police|public safety|marshal)/.exec(name)?.[1]
  if (!city) return said.county === '' ? refuse('agency-unclear') : ofUnclear(said, gazetteer)
  const within = said.county === '' ? null : gazetteer.named(said.state, said.county, 'county')
  const found = gazetteer.named(
    said.state,
    spelledOut(city),
    'place',
    within?.outcome === 'found' ? within.place.id : null,
  )
  return found.outcome === 'found'
    ? { outcome: 'found', place: found.place, isSheriff }
    : refuse(...reasonOf(found, city))
}

function ofCounty(name: string, said: Agency, gazetteer: Gazetteer, isSheriff: boolean): AgencyPlace {
  const own = gazetteer.named(said.state, name, 'county')
  const listed = said.county === '' ? null : gazetteer.named(said.state, said.county, 'county')
  const refuse = (reason: AgencyReason, text: string): AgencyPlace => ({ outcome: 'refused', reason, text, isSheriff })
  if (own.outcome === 'found') {
    return listed?.outcome === 'found' && listed.place.id !== own.place.id
      ? refuse('place-differs', `${said.county} ≠ ${said.agency}`)
      : { outcome: 'found', place: own.place, isSheriff }
  }
  // "Jacksonville Sheriff" names no county: what the list says is all there is.
  if (own.outcome === 'not-found' && listed?.outcome === 'found' && !/\b(county|parish)$/.test(name))
    return { outcome: 'found', place: listed.place, isSheriff }
  return refuse(...reasonOf(own, said.agency))
}

/** An agency whose name says nothing, such as a department of corrections; a county in it must be the one listed. */
function ofUnclear(said: Agency, gazetteer: Gazetteer): AgencyPlace {
  const listed = gazetteer.named(said.state, said.county, 'county')
  const isOfIt =
    listed.outcome === 'found' &&
    plain(said.agency).startsWith(plain(listed.place.name).replace(/ (county|parish|borough)$/, ''))
  return isOfIt
    ? { outcome: 'found', place: listed.place, isSheriff: false }
    : { outcome: 'refused', reason: 'agency-unclear', text: said.agency, isSheriff: false }
}

function reasonOf(found: Exclude<FoundPlace, { outcome: 'found' }>, text: string): [AgencyReason, string] {
  switch (found.outcome) {
    case 'near':
      return ['place-near', `${text} ≈ ${found.place.name}`]
    case 'no-cities':
      return ['no-cities', text]
    case 'not-found':
      return ['place-not-found', text]
    case 'ambiguous':
      return ['place-ambiguous', found.names.join(' · ')]
    case 'elsewhere':
      return ['place-differs', `${text}: ${found.names.join(' · ')}`]
    case 'other-state':
      return ['place-differs', text]
  }
}

/** "Ft. Myers" is Fort Myers; "town of Palm Beach" is a town. */
function spelledOut(city: string): string {
  return city.replace(/^ft /, 'fort ').replace(/^town of /, '')
}
