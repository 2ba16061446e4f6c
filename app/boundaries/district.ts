import { idPart, slugPart } from '~/jurisdictions/division-id'

/** A district inside a city or county, as an area of a file names it. */
export interface DistrictEntry {
  id: string
  name: string
  slug: string
  /** As its posts have it: a bare number, or Ward and a number, or the name itself. */
  district: string
}

/** @param typed what the file's property says: `1`, `District 01`, `Ward 3`, `North` */
export function districtOf(place: { id: string; name: string; slug: string }, typed: string): DistrictEntry {
  const words = typed.trim().replace(/\s+/g, ' ').slice(0, 60)
  const [, kind = '', number = ''] = /^(?:(ward|precinct)|(?:council )?(?:district|dist\.?))? ?#? ?0*(\d{1,3}[a-z]?)(?:\.0+)?$/i.exec(words) ?? []
  const type = /^ward$/i.test(kind) ? 'ward' : /^precinct$/i.test(kind) ? 'precinct' : 'council_district'
  const shown = number ? number.toUpperCase() : words
  const district = number && type !== 'council_district' ? `${type === 'ward' ? 'Ward' : 'Precinct'} ${shown}` : shown
  return { id: `${place.id}/${type}:${idPart(shown)}`, name: `${place.name}, ${/^\d/.test(district) ? `District ${district}` : district}`, slug: `${place.slug}-district-${slugPart(district)}`, district }
}
