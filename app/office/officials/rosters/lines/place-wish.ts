import { type Gazetteer, type PlaceWish, saidKind } from './gazetteer'
import { placeOfRole, placeWish, readAgency, readRole, readState } from './read-words'
import type { RosterField } from './roster-fields'
import type { Cell, RosterOptions } from './understood-row'

/** What is known about a line when its place is looked up. */
export interface PlaceSearch {
  cell: Cell
  /** What the line calls the post; decides which kind of place is meant. */
  post: string
  options: RosterOptions
  gazetteer: Gazetteer
  agency: ReturnType<typeof readAgency>
}

/** A cell that names a place, and its field. */
export interface SaidPlace {
  field: RosterField
  text: string
}

/** The kind of place a line means: by its post, its organization, the list's body, its agency, the list's role. */
export function wishOf({ cell, post, options, agency }: PlaceSearch): PlaceWish {
  const organization = cell('organization')
  // In a list of county boards, a "council member" belongs to the county.
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

/** Whether a cell names the wanted kind of place, or at least does not name the other kind. */
export function fitsWish({ field, text }: SaidPlace, kind: PlaceWish, state: string): boolean {
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

/** Whether a council member may belong to a county: no word says city; no mailing city, unless in a board's list. */
export function mayBeOfCounty({ cell, post, options }: PlaceSearch): boolean {
  if (placeWish(post) !== 'place' && post !== '') return false
  const isCouncil = /council|concej|consej|alder|trustee|board member/i.test(post) || options.role === 'council-member'
  return (
    isCouncil &&
    !/\b(city|town|township|village|municipal)\b/i.test(post) &&
    (cell('mail_city') === '' || options.organizationKind === 'county-board')
  )
}
