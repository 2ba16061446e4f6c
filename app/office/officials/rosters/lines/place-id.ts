import { comparableId } from '~/geography/division-id'
import type { Gazetteer, GazetteerPlace } from './gazetteer'
import type { Cell } from './understood-row'

/** The cell with an id; Open States has one where others name the place. */
export function idIn(cell: Cell): string {
  return cell('division_id') || (/^ocd-/i.test(cell('place')) ? cell('place') : '')
}

/** Digits of a Census number, which may have lost its zeros. */
const census = /^(?:.*place-|.*US)?(\d{4,7}|\d{9,10})(?:\.0+)?$/

/** Whether it is an Open Civic Data id or a Census number. */
export function isId(text: string): boolean {
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
export function placeById(text: string, gazetteer: Gazetteer): { place: GazetteerPlace; trail: string } | null {
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

/** The state that an id says: two letters, or Census's two digits. */
export function stateInId(id: string): string | undefined {
  const letters = (/state:([a-z]{2})/i.exec(id) ?? /(?:district|territory):([a-z]{2})/i.exec(id))?.[1]
  const digits = /^ocd-/i.test(id) ? undefined : census.exec(id)?.[1]
  return letters?.toUpperCase() ?? (digits && wholeNumber(digits).slice(0, 2))
}
