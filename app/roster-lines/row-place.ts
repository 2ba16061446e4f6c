import type { FoundPlace, Gazetteer, GazetteerPlace, PlaceWish } from './gazetteer'
import { placeOfRole, readAgency, readRole, readState } from './read-words'
import { cellOf, type RosterField, type RosterMapping } from './roster-fields'
import type { Cell, Refuse, RosterOptions } from './understood-row'

/** The one place a line is about, or null when it is not certain: then it is said why. */
export function findPlace(cell: Cell, options: RosterOptions, gazetteer: Gazetteer, agency: ReturnType<typeof readAgency>, refuse: Refuse): GazetteerPlace | null {
  const id = cell('division_id')
  const known = id === '' ? null : placeById(id, gazetteer)
  if (known) return known
  const stateText = cell('state') || agency?.state || options.state
  const state = readState(stateText)
  const [field, text, wish] = cell('county') && !cell('city') ? (['county', cell('county'), 'county'] as const) : cell('city') ? (['city', cell('city'), 'place'] as const) : cell('place') ? (['place', cell('place'), wishOf(cell, options, agency)] as const) : (['agency', agency?.place ?? '', wishOf(cell, options, agency)] as const)
  if (text === '') refuse(id ? 'place-not-found' : 'place', id ? 'division_id' : null, id)
  else if (!state) refuse('state', 'state', stateText)
  else return placeNamed(gazetteer.named(state, text, saysCounty(text) ? 'county' : wish), field, text, refuse)
  return null
}

const saysCounty = (text: string) => /\b(county|parish|condado|parroquia)\b/i.test(text)

function placeNamed(found: FoundPlace, field: RosterField, text: string, refuse: Refuse): GazetteerPlace | null {
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
    case 'ambiguous':
      refuse('place-ambiguous', field, found.names.join(' · '))
      return null
  }
}

function wishOf(cell: Cell, options: RosterOptions, agency: ReturnType<typeof readAgency>): PlaceWish {
  const { role } = readRole(cell('role'))
  if (role && role !== 'leader' && role !== 'not-local') return placeOfRole[role]
  return agency?.role ? placeOfRole[agency.role] : options.role ? placeOfRole[options.role] : null
}

/** An Open Civic Data id (of a division or jurisdiction, a district's too), or a Census number that lost its zeros. */
function placeById(text: string, gazetteer: Gazetteer): GazetteerPlace | null {
  const id = text.replace(/^ocd-jurisdiction\//, 'ocd-division/').replace(/\/(government|council|legislature|executive|sheriff)$/, '')
  if (id.startsWith('ocd-division/')) return gazetteer.byId(id) ?? gazetteer.byId(id.replace(/\/[a-z_]+:[^/]+$/, ''))
  const digits = text.replace(/\.0+$/, '').replace(/^.*place-/, '').replace(/^.*US/, '')
  if (!/^(\d{4,7}|\d{9,10})$/.test(digits)) return null
  return gazetteer.byGeoid(wholeNumber(digits))
}

/** Spreadsheets drop the zero at the front. */
function wholeNumber(digits: string): string {
  return digits.padStart(digits.length <= 5 ? 5 : digits.length <= 7 ? 7 : 10, '0')
}

/** The states in which the places of a line are to be looked for: two letters, or Census's two digits. */
export function statesOfRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions): string[] {
  const id = cellOf(cells, mapping, 'division_id')
  const ofId = /state:([a-z]{2})/.exec(id)?.[1]?.toUpperCase() ?? /(?:district|territory):([a-z]{2})/.exec(id)?.[1]?.toUpperCase()
  const digits = /^(?:.*place-|.*US)?(\d{4,7}|\d{9,10})(?:\.0+)?$/.exec(id)?.[1]
  const ofDigits = digits && wholeNumber(digits).slice(0, 2)
  const agency = readAgency(cellOf(cells, mapping, 'agency') || cellOf(cells, mapping, 'organization'))
  return [ofId, ofDigits, readState(cellOf(cells, mapping, 'state')), agency?.state, readState(options.state)].filter((state): state is string => Boolean(state))
}
