import { type FoundPlace, type GazetteerPlace, isCityCounty, type PlaceWish, saidKind, stateInName } from './gazetteer'
import { idIn, isId, placeById } from './place-id'
import { fitsWish, mayBeOfCounty, type PlaceSearch, type SaidPlace, wishOf } from './place-wish'
import { readAgency, readState } from './read-words'
import type { RosterField } from './roster-fields'
import type { Refuse } from './understood-row'

/** A line's place, the id's parts inside it (`council_district:1`), and place fields that were not used. */
export interface RowPlace {
  place: GazetteerPlace
  trail: string
  unused: RosterField[]
}

/**
 * The place a line is about; null when uncertain, with the reason reported. The post decides whether a county or a city
 * is meant; a mailing address never does. An unknown id is never shortened to a known one.
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

function placeByName(search: PlaceSearch, refuse: Refuse): RowPlace | null {
  const { cell, gazetteer, options, agency } = search
  const stateText = cell('state') || agency?.state || options.state || stateInName(options.place) || cell('mail_state')
  const state = readState(stateText)
  const said = (field: RosterField, text = cell(field)): SaidPlace | null => (text === '' ? null : { field, text })
  const [county, city] = [said('county'), said('city')]
  const own = readAgency(cell('organization'))?.place ?? placeInPost(search.post)
  const anywhere =
    said('place') ?? said('agency', agency?.place ?? '') ?? said('organization', own) ?? said('place', options.place)
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
  if (around?.outcome === 'other-state') {
    refuse('place-other-state', 'county', county!.text)
    return null
  }
  const within = around?.outcome === 'found' ? around.place.id : null
  const place = placeOfKind({ search, state, said: used, kind, within }, refuse)
  if (!place) return null
  for (const text of [agency?.place ?? '', own].filter((one) => one !== '' && one !== used.text)) {
    const other = gazetteer.named(state, text, place.kind === 'county' ? 'county' : 'place')
    if (!isAnother(other, place)) continue
    refuse('place-differs', used.field, `${used.text} ≠ ${text}`)
    return null
  }
  const unused = (['county', 'city', 'place'] as const).filter(
    (field) => cell(field) !== '' && field !== used.field && !(field === 'county' && within !== null),
  )
  return { place, trail: '', unused }
}

/** The county in a title such as "Cholla County Sheriff"; '' when there is none. */
function placeInPost(post: string): string {
  const place = readAgency(post)?.place ?? ''
  return /\S+ (county|parish)$/i.test(place) ? place : ''
}

interface Lookup {
  search: PlaceSearch
  state: string
  said: SaidPlace
  kind: PlaceWish
  /** Id of the county that the line gives for a city. */
  within: string | null
}

function placeOfKind({ search, state, said, kind, within }: Lookup, refuse: Refuse): GazetteerPlace | null {
  const { gazetteer } = search
  if (fitsWish(said, kind, state)) return placeNamed(gazetteer.named(state, said.text, kind, within), said, refuse)
  // An independent city (Virginia) matches either word, and a council may belong to a county.
  const found = gazetteer.named(state, said.text, kind)
  if (found.outcome === 'found' && isCityCounty(found.place)) return found.place
  if (kind === 'place' && mayBeOfCounty(search))
    return placeNamed(gazetteer.named(state, said.text, 'county'), said, refuse)
  refuse(kind === 'county' ? 'place-needs-county' : 'place-needs-city', said.field, said.text)
  return null
}

function placeNamed(found: FoundPlace, { field, text }: SaidPlace, refuse: Refuse): GazetteerPlace | null {
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
    case 'other-state':
      refuse('place-other-state', field, text)
      return null
    case 'elsewhere':
      refuse('place-elsewhere', field, text)
      return null
    case 'ambiguous':
      refuse('place-ambiguous', field, found.names.join(' · '))
      return null
  }
}

/** A cell that names a different place of the same kind than the id. */
function otherPlace(known: GazetteerPlace, { cell, gazetteer }: PlaceSearch): SaidPlace | null {
  if (known.state === null || (known.kind !== 'county' && known.kind !== 'place')) return null
  for (const field of known.kind === 'county' ? (['county', 'place'] as const) : (['city', 'place'] as const)) {
    const text = cell(field)
    if (text === '' || (field === 'place' && saidKind(text, known.state) !== known.kind)) continue
    if (isAnother(gazetteer.named(known.state, text, known.kind), known)) return { field, text }
  }
  return null
}

function isAnother(found: FoundPlace, known: GazetteerPlace): boolean {
  return found.outcome === 'other-state' || (found.outcome === 'found' && found.place.id !== known.id)
}
