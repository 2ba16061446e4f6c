import { comparableId } from '~/geography/division-id'
import type { Gazetteer, GazetteerPlace } from './gazetteer'
import type { Cell } from './understood-row'

/** The id of a line's place; in some lists, such as Open States', it is in the `place` column. */
export function idIn(cell: Cell): string {
  return cell('division_id') || (/^ocd-/i.test(cell('place')) ? cell('place') : '')
}

/** Digits of a Census number (GEOID), which may have lost its leading zeros. */
const census = /^(?:.*place-|.*US)?(\d{4,7}|\d{9,10})(?:\.0+)?$/

/** Whether the text is an Open Civic Data id or a Census number. */
export function isId(text: string): boolean {
  return /^ocd-/i.test(text) || census.test(text)
}

/** Types of id parts that are places of their own; all others lie inside a place. */
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

/** A place by Open Civic Data id (division or jurisdiction) or Census number. `trail`: the id's parts inside it. */
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
    // An unknown place: falling back to the place above it would be wrong.
    const [type = '', name = ''] = parts[at - 1]!.split(':')
    if (placeTypes.has(type) && !(type === 'district' && /^\d/.test(name))) return null
  }
  return null
}

/** Restores the leading zero that spreadsheets drop. */
function wholeNumber(digits: string): string {
  return digits.padStart(digits.length <= 5 ? 5 : digits.length <= 7 ? 7 : 10, '0')
}

/** The state in an id: two letters, or the Census' two digits. */
export function stateInId(id: string): string | undefined {
  const letters = (/state:([a-z]{2})/i.exec(id) ?? /(?:district|territory):([a-z]{2})/i.exec(id))?.[1]
  const digits = /^ocd-/i.test(id) ? undefined : census.exec(id)?.[1]
  return letters?.toUpperCase() ?? (digits && wholeNumber(digits).slice(0, 2))
}
