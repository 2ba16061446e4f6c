import { readDistrict } from '~/geography/district-words'
import { idPart, slugPart } from '~/geography/division-id'

/** A district inside a city or county, as an area of a file names it. */
export interface DistrictEntry {
  id: string
  name: string
  slug: string
  /** As its posts have it: a bare number, or Ward and a number, or the name itself. */
  district: string
}

/** @param typed what the file's property says: `1`, `District 01`, `Commissioner District 3`, `Ward 3`, `North` */
export function districtOf(place: { id: string; name: string; slug: string }, typed: string): DistrictEntry {
  const words = typed.trim().replace(/\s+/g, ' ').slice(0, 60)
  const read = readDistrict(words)
  // As lists of officials have it, so that both mean one district; with words left over it is a name of its own.
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
