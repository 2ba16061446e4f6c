import { readDistrict } from '~/geography/district-words'
import { idPart, slugPart } from '~/geography/division-id'

/** A district of a city or county, named after an area in an uploaded file. */
export interface DistrictEntry {
  id: string
  name: string
  slug: string
  /** As its posts store it: a bare number, “Ward” and a number, or the name. */
  district: string
}

/** @param typed value of the naming property: `1`, `District 01`, `Commissioner District 3`, `Ward 3`, `North` */
export function districtOf(place: { id: string; name: string; slug: string }, typed: string): DistrictEntry {
  const words = typed.trim().replace(/\s+/g, ' ').slice(0, 60)
  const read = readDistrict(words)
  // Same spelling as in imported rosters, so that both give the same district. If words are left over, it is a name.
  const district =
    read.isUnclear || read.rest || read.seat || read.district === 'At-large' ? words : read.district || words
  const [, kind = '', shown = district] = /^(Ward|Precinct) (.+)$/.exec(district) ?? []
  const type = kind === 'Ward' ? 'ward' : kind === 'Precinct' ? 'precinct' : 'council_district'
  return {
    id: `${place.id}/${type}:${idPart(shown)}`,
    name: `${place.name}, ${/^\d/.test(district) ? `District ${district}` : district}`,
    slug: `${place.slug}-district-${slugPart(district)}`,
    district,
  }
}
