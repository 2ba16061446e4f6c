import { findDistrict, isSameDistrict, readDistrict } from '~/geography/district-words'
import type { PostRole } from '~/officials/posts/target'
import { districtDivision } from './read-words'
import type { RosterField } from './roster-fields'
import type { Cell, Refuse } from './understood-row'

/** A line's district and seat, its title and role without them, and the id of the division it represents. */
export interface RowDistrict {
  district: string
  seat: string
  title: string
  post: string
  divisionId: string
}

interface DistrictSearch {
  cell: Cell
  role: PostRole
  placeId: string
  /** The id's parts inside the place: `council_district:1`. */
  trail: string
  /** Titles next to the name: "District 3". */
  beside: string
  /** Cells of unmapped columns, with their headings. */
  others: { heading: string; text: string }[]
}

/** Types of divisions in an id that members of a board or council represent. */
const ownTypes =
  /^(council_district|ward|precinct|district|(commissioner|commission|supervisor|supervisorial|magisterial|county_commission|county_council)_district)$/
const foreignHeading =
  /congress|senat|house|assembly|legislat|representative|school|judicial|court|fire|water|police|voting|election|tax/i

/**
 * Finds a line's district in its id, the district column, the title, the role, next to the name, or in an unmapped
 * column. Refused: two different districts, or a district for a post that represents the whole place.
 *
 * @returns null when refused
 */
export function findRowDistrict(
  { cell, role, placeId, trail, beside, others }: DistrictSearch,
  refuse: Refuse,
): RowDistrict | null {
  const found: { field: RosterField; text: string; district: string; seat: string }[] = []
  let isRefused = false
  const stop = (...said: Parameters<Refuse>) => {
    isRefused = true
    refuse(...said)
  }
  const ofId = trail === '' ? '' : districtOfTrail(trail)
  if (ofId === null) stop('district-unclear', 'division_id', trail)
  else if (ofId) found.push({ field: 'division_id', text: trail, district: ofId, seat: '' })

  const isOnBoard = role === 'council-member' || role === 'county-supervisor'
  const own = readDistrict(typed(cell('district'), others))
  if (own.isUnclear) stop('district-unclear', 'district', cell('district'))
  if (own.rest) refuse('not-understood', 'district', own.rest)
  if (own.district || own.seat) found.push({ field: 'district', text: cell('district'), ...own })
  const [title, post] = (['title', 'role'] as const).map((field) => {
    const said = findDistrict(cell(field))
    if (said.outcome === 'said' && (said.district || hasDistricts(role)))
      found.push({ field, text: cell(field), ...said })
    // A prosecutor's "3rd Judicial District" is not part of a county.
    if (said.outcome === 'unclear' && hasDistricts(role) && role !== 'other') stop('district-unclear', field, said.text)
    if (said.outcome !== 'said' || !(said.district || hasDistricts(role))) return cell(field)
    // The rest must read as a title, unlike "Supervisor 3/4" or "Supervisor,; Vice Chair".
    if (said.district && /\d|[;/]|,\s*,/.test(said.rest)) refuse('not-understood', field, said.rest)
    // "Council District 4" names only the district, not a title.
    return /^(council|county|city|commission|supervisorial|board)$/i.test(said.rest) ? '' : said.rest
  }) as [string, string]
  const aside = findDistrict(beside)
  if (aside.outcome === 'said') found.push({ field: 'name', text: beside, ...aside })
  if (hasDistricts(role) && !found.some((one) => one.district)) {
    for (const { heading, text } of others) {
      const said = foreignHeading.test(heading) ? null : findDistrict(text)
      if (said?.outcome === 'said' && said.district && said.rest === '')
        found.push({ field: 'district', text, ...said })
    }
  }

  // "Commissioner 2" may be a district, a place or a group.
  for (const field of ['title', 'role'] as const) {
    const number = /(?:^|[^\d])(\d{1,2})(?:st|nd|rd|th|ª|º)?\.?$/.exec(cell(field))?.[1]
    if (!number || !isOnBoard || findDistrict(cell(field)).outcome !== 'none') continue
    if ([cell('seat'), ...found.flatMap((one) => [one.seat, one.district.replace(/^\D+/, '')])].includes(number))
      continue
    stop(found.length === 0 ? 'district-unclear' : 'district-differs', field, cell(field))
  }

  const districts = found.filter((one) => one.district !== '')
  const [first] = districts
  const different = first && districts.find((one) => !isSameDistrict(one.district, first.district))
  if (different) stop('district-differs', different.field, `${first.text} ≠ ${different.text}`)
  const seats = [
    ...new Set(
      [cell('seat'), ...found.map((one) => one.seat)].filter((seat) => seat !== '').map((seat) => seat.toUpperCase()),
    ),
  ]
  if (seats.length > 1) stop('district-differs', 'seat', seats.join(' ≠ '))
  const isWhole = role !== 'other' && !hasDistricts(role)
  const part = isWhole ? districts.find((one) => one.district !== 'At-large') : undefined
  if (part) stop('district-not-theirs', part.field, part.text)
  if (isRefused) return null

  // "4" and "Ward 4" are the same district; keep the more specific one.
  const district = isWhole
    ? ''
    : ((districts.find((one) => /^(Ward|Precinct) /.test(one.district)) ?? first)?.district ?? '')
  // An id is kept whole.
  const ownId = ofId && ofId !== 'At-large' ? `${placeId}/${trail}` : null
  return {
    district,
    seat: cell('seat') || found.find((one) => one.seat)?.seat || '',
    title,
    post,
    divisionId: ownId ?? districtDivision(placeId, district) ?? placeId,
  }
}

/** The number with what another column says it is: "Ward", "Congressional". */
function typed(district: string, others: DistrictSearch['others']): string {
  const type = others.find(({ heading }) =>
    /^(district|distrito|division|area)[ _]?(type|kind|tipo)$|^chamber$/i.test(heading.trim()),
  )
  if (!type || !/^\d{1,3}$/.test(district)) return district
  return /ward|barrio|precinct|district|distrito/i.test(type.text)
    ? `${type.text} ${district}`
    : `${type.text} District ${district}`
}

function hasDistricts(role: PostRole): boolean {
  return role === 'council-member' || role === 'county-supervisor' || role === 'other'
}

/**
 * `ward:3` is Ward 3, `council_district:north_side` North Side, `ward:3/precinct:5` Ward 3 Precinct 5. Null when it
 * is not a district of a board or council.
 */
function districtOfTrail(trail: string): string | null {
  const parts = trail.split('/').map((part) => part.split(':'))
  if (!parts.every(([type = '', name = '']) => ownTypes.test(type) && name !== '')) return null
  return parts
    .map(([type, name]) => {
      if (/^at_?large$/.test(name!)) return 'At-large'
      const words = name!
        .split('_')
        .map((word) => word.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()))
        .join(' ')
      const value = /^\d/.test(words) ? words.toUpperCase() : words
      return type === 'ward' ? `Ward ${value}` : type === 'precinct' ? `Precinct ${value}` : value
    })
    .join(' ')
}
