import { comparableId } from '~/geography/division-id'
import { longestCell } from '~/office/officials/rosters/files/roster-file'
import {
  type FoundPlace,
  type Gazetteer,
  type GazetteerPlace,
  isCityCounty,
  type PlaceWish,
  saidKind,
} from './gazetteer'
import { placeOfRole, placeWish, readAgency, readRole, readState } from './read-words'
import { cellOf, type RosterField, type RosterMapping } from './roster-fields'
import type { Cell, Refuse, RosterOptions } from './understood-row'

/** What is known of a line when its place is looked for. */
export interface PlaceSearch {
  cell: Cell
  /** What the line calls the post: it decides which kind of place is meant. */
  post: string
  options: RosterOptions
  gazetteer: Gazetteer
  agency: ReturnType<typeof readAgency>
}

/** The place of a line, the parts of its id that lie inside it (`council_district:1`), and fields that were of no use. */
export interface RowPlace {
  place: GazetteerPlace
  trail: string
  unused: RosterField[]
}

/**
 * The one place a line is about, or null when it is not certain: then it is said why. The post decides whether a county
 * or a city is meant; a mailing address never does; an id that nobody knows is never cut down to one that is known.
 */
export function findPlace(search: PlaceSearch, refuse: Refuse): RowPlace | null {
  const { cell, gazetteer } = search
  const id = idIn(cell)
  if (!isId(id)) {
    if (id !== '') refuse('not-understood', 'division_id', id)
    return placeByName(search, refuse)
  }
  const known = placeById(id, gazetteer)
  if (!known) {
    refuse('id-not-found', 'division_id', id)
    return null
  }
  const other = otherPlace(known.place, search)
  if (!other) return { ...known, unused: [] }
  refuse('place-differs', other.field, `${other.text} ≠ ${known.place.name}`)
  return null
}

/** The kind of place that a line means: as its post says, else as is said for the whole list. */
function wishOf({ cell, post, options, agency }: PlaceSearch): PlaceWish {
  const organization = cell('organization')
  // In a list of county boards, a "council member" is a county's.
  if (options.organizationKind === 'county-board' && readRole(post).role === 'council-member') return 'county'
  const bodies: Record<string, PlaceWish> = {
    sheriff: 'county',
    'county-board': 'county',
    'city-council': 'place',
    mayor: 'place',
    prosecutor: 'county',
    jail: 'county',
  }
  const ofAgency = agency?.role ? placeOfRole[agency.role] : null
  const isEither =
    agency?.role === 'police-chief' ||
    agency?.role === 'jail-director' ||
    agency?.role === 'prosecutor' ||
    agency?.role === 'council-member'
  const agencyWish = isEither
    ? (saidKind(agency.place, agency.state ?? readState(cell('state'))) ?? ofAgency)
    : ofAgency
  return (
    placeWish(post) ??
    placeWish(organization) ??
    bodies[options.organizationKind] ??
    agencyWish ??
    (options.role ? placeOfRole[options.role] : null)
  )
}

interface Said {
  field: RosterField
  text: string
}

function placeByName(search: PlaceSearch, refuse: Refuse): RowPlace | null {
  const { cell, gazetteer, options, agency } = search
  const stateText = cell('state') || agency?.state || options.state || cell('mail_state')
  const state = readState(stateText)
  const said = (field: RosterField, text = cell(field)): Said | null => (text === '' ? null : { field, text })
  const [county, city] = [said('county'), said('city')]
  const own = readAgency(cell('organization'))?.place ?? placeInPost(search.post)
  const anywhere = said('place') ?? said('agency', agency?.place ?? '') ?? said('organization', own)
  if (!county && !city && !anywhere) {
    refuse(cell('mail_city') ? 'place-only-mail' : 'place', null, cell('mail_city'))
    return null
  }
  if (!state) {
    refuse('state', 'state', stateText)
    return null
  }
  const wish = wishOf(search)
  if (wish === null && county && city) {
    refuse('place-which', null, `${county.text} · ${city.text}`)
    return null
  }
  const used = (
    wish === 'place'
      ? (city ?? anywhere ?? county)
      : wish === 'county'
        ? (county ?? anywhere ?? city)
        : (county ?? city ?? anywhere)
  )!
  const kind: PlaceWish = wish ?? (used === county ? 'county' : used === city ? 'place' : null)
  const around = kind === 'place' && county && used !== county ? gazetteer.named(state, county.text, 'county') : null
  const within = around?.outcome === 'found' ? around.place.id : null
  const place = placeOfKind({ search, state, said: used, kind, within }, refuse)
  if (!place) return null
  for (const text of [agency?.place ?? '', own].filter((one) => one !== '' && one !== used.text)) {
    const other = gazetteer.named(state, text, place.kind === 'county' ? 'county' : 'place')
    if (other.outcome !== 'found' || other.place.id === place.id) continue
    refuse('place-differs', used.field, `${used.text} ≠ ${text}`)
    return null
  }
  const unused = (['county', 'city', 'place'] as const).filter(
    (field) => cell(field) !== '' && field !== used.field && !(field === 'county' && within !== null),
  )
  return { place, trail: '', unused }
}

/** "Cholla County Sheriff" names its county; '' where the post names none. */
function placeInPost(post: string): string {
  const place = readAgency(post)?.place ?? ''
  return /\S+ (county|parish)$/i.test(place) ? place : ''
}

interface Lookup {
  search: PlaceSearch
  state: string
  said: Said
  kind: PlaceWish
  /** Id of the county that a city is said to lie in. */
  within: string | null
}

function placeOfKind({ search, state, said, kind, within }: Lookup, refuse: Refuse): GazetteerPlace | null {
  const { gazetteer } = search
  if (fitsWish(said, kind, state)) return placeNamed(gazetteer.named(state, said.text, kind, within), said, refuse)
  // Where a city is a county too, as in Virginia, either word means it; a council may be a county's.
  const found = gazetteer.named(state, said.text, kind)
  if (found.outcome === 'found' && isCityCounty(found.place)) return found.place
  if (kind === 'place' && mayBeOfCounty(search))
    return placeNamed(gazetteer.named(state, said.text, 'county'), said, refuse)
  refuse(kind === 'county' ? 'place-needs-county' : 'place-needs-city', said.field, said.text)
  return null
}

/** Whether a cell says the kind of place that is wanted, or at least does not say the other one. */
function fitsWish({ field, text }: Said, kind: PlaceWish, state: string): boolean {
  const isCityOf =
    /^(city|town|village|township|borough|ciudad|pueblo|villa) (of|de|del)\b/i.test(text) &&
    !/\b(county|parish|condado)\b/i.test(text)
  if (kind === 'county')
    return field === 'county'
      ? !isCityOf
      : field === 'city'
        ? saidKind(text, state) === 'county'
        : saidKind(text, state) !== 'place'
  if (kind === 'place') return field === 'county' ? isCityOf : saidKind(text, state) !== 'county'
  return true
}

/** A council member is a county's where nothing but the county is named, or the list says so; a mailing address leaves it open. */
function mayBeOfCounty({ cell, post, options }: PlaceSearch): boolean {
  if (placeWish(post) !== 'place' && post !== '') return false
  const isCouncil = /council|concej|consej|alder|trustee|board member/i.test(post) || options.role === 'council-member'
  return (
    isCouncil &&
    !/\b(city|town|township|village|municipal)\b/i.test(post) &&
    (cell('mail_city') === '' || options.organizationKind === 'county-board')
  )
}

function placeNamed(found: FoundPlace, { field, text }: Said, refuse: Refuse): GazetteerPlace | null {
  switch (found.outcome) {
    case 'found':
      return found.place
    case 'near':
      refuse('place-near', field, `${text} → ${found.place.name}`)
      return found.place
    case 'no-cities':
      refuse('no-cities', field, text)
      return null
    case 'not-found':
      refuse('place-not-found', field, text)
      return null
    case 'elsewhere':
      refuse('place-elsewhere', field, text)
      return null
    case 'ambiguous':
      refuse('place-ambiguous', field, found.names.join(' · '))
      return null
  }
}

/** A cell that names another place of the same kind than the id does. */
function otherPlace(known: GazetteerPlace, { cell, gazetteer }: PlaceSearch): Said | null {
  if (known.state === null || (known.kind !== 'county' && known.kind !== 'place')) return null
  for (const field of known.kind === 'county' ? (['county', 'place'] as const) : (['city', 'place'] as const)) {
    const text = cell(field)
    if (text === '' || (field === 'place' && saidKind(text, known.state) !== known.kind)) continue
    const found = gazetteer.named(known.state, text, known.kind)
    if (found.outcome === 'found' && found.place.id !== known.id) return { field, text }
  }
  return null
}

/** The cell with an id; Open States has one where others name the place. */
function idIn(cell: Cell): string {
  return cell('division_id') || (/^ocd-/i.test(cell('place')) ? cell('place') : '')
}

/** Digits of a Census number, which may have lost its zeros. */
const census = /^(?:.*place-|.*US)?(\d{4,7}|\d{9,10})(?:\.0+)?$/

function isId(text: string): boolean {
  return /^ocd-/i.test(text) || census.test(text)
}

/** Parts of an id that name places; all others lie inside one. */
const placeTypes = new Set([
  'country',
  'state',
  'district',
  'territory',
  'county',
  'parish',
  'borough',
  'census_area',
  'place',
  'municipality',
  'region',
])

/** An Open Civic Data id (of a division or jurisdiction), with what lies inside the place in `trail`; or a Census number. */
function placeById(text: string, gazetteer: Gazetteer): { place: GazetteerPlace; trail: string } | null {
  const digits = census.exec(text)?.[1]
  if (digits && !/^ocd-/i.test(text)) {
    const place = gazetteer.byGeoid(wholeNumber(digits))
    return place && { place, trail: '' }
  }
  const id = comparableId(
    text
      .replace(/^ocd-jurisdiction\//i, 'ocd-division/')
      .replace(/\/(government|council|legislature|executive|sheriff)$/i, ''),
  )
  const parts = id.split('/')
  for (let at = parts.length; at > 2; at -= 1) {
    const place = gazetteer.byId(parts.slice(0, at).join('/'))
    if (place) return { place, trail: parts.slice(at).join('/') }
    // What nobody knows here is a place of its own: the one above it would be wrong.
    const [type = '', name = ''] = parts[at - 1]!.split(':')
    if (placeTypes.has(type) && !(type === 'district' && /^\d/.test(name))) return null
  }
  return null
}

/** Spreadsheets drop the zero at the front. */
function wholeNumber(digits: string): string {
  return digits.padStart(digits.length <= 5 ? 5 : digits.length <= 7 ? 7 : 10, '0')
}

/** The states in which the places of a line are to be looked for: two letters, or Census's two digits. */
export function statesOfRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions): string[] {
  // A line with a longer cell is refused later.
  const cell: Cell = (field) => cellOf(cells, mapping, field).slice(0, longestCell)
  const id = idIn(cell)
  const ofId =
    /state:([a-z]{2})/i.exec(id)?.[1]?.toUpperCase() ??
    /(?:district|territory):([a-z]{2})/i.exec(id)?.[1]?.toUpperCase()
  const digits = /^ocd-/i.test(id) ? undefined : census.exec(id)?.[1]
  const ofDigits = digits && wholeNumber(digits).slice(0, 2)
  const agency = readAgency(cell('agency') || cell('organization'))
  return [
    ofId,
    ofDigits,
    readState(cell('state')),
    agency?.state,
    readState(options.state),
    readState(cell('mail_state')),
  ].filter((state): state is string => Boolean(state))
}
