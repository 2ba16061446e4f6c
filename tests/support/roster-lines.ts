import { readCsv } from '~/channels/uploads/read-csv'
import { type GazetteerPlace, openGazetteer } from '~/office/officials/rosters/lines/gazetteer'
import { readRosterRow } from '~/office/officials/rosters/lines/read-row'
import { guessRosterMapping, guessRosterRole } from '~/office/officials/rosters/lines/roster-fields'
import { type RosterOptions, rosterOptions } from '~/office/officials/rosters/lines/understood-row'

export const us = 'ocd-division/country:us'
const at = (
  id: string,
  name: string,
  kind: GazetteerPlace['kind'],
  geoid: string,
  countyIds: string[] = [],
): GazetteerPlace => ({
  id: `${us}/${id}`,
  kind,
  state: /(?:state|district):(..)/.exec(id)![1]!.toUpperCase(),
  geoid,
  name,
  slug: id.replace(/\W/g, '-'),
  countyIds: countyIds.map((county) => `${us}/${county}`),
})
const gazetteer = openGazetteer([
  at('state:tx', 'Texas', 'state', '48'),
  at('state:tx/county:travis', 'Travis County', 'county', '48453'),
  at('state:tx/county:williamson', 'Williamson County', 'county', '48491'),
  at('state:tx/county:austin', 'Austin County', 'county', '48015'),
  at('state:tx/place:austin', 'Austin', 'place', '4805000', ['state:tx/county:travis', 'state:tx/county:williamson']),
  at('state:tx/place:bellville', 'Bellville', 'place', '4807492', ['state:tx/county:austin']),
  at('state:az', 'Arizona', 'state', '04'),
  at('state:az/county:maricopa', 'Maricopa County', 'county', '04013'),
  at('state:az/county:pinal', 'Pinal County', 'county', '04021'),
  at('state:az/place:maricopa', 'Maricopa', 'place', '0444410', ['state:az/county:pinal']),
  at('state:az/place:mesa', 'Mesa', 'place', '0446000', ['state:az/county:maricopa']),
  at('state:ca', 'California', 'state', '06'),
  at('state:ca/county:los_angeles', 'Los Angeles County', 'county', '06037'),
  at('state:ca/place:los_angeles', 'Los Angeles', 'place', '0644000', ['state:ca/county:los_angeles']),
  at('state:va/place:alexandria', 'Alexandria city', 'county', '51510'),
  at('state:va/county:fairfax', 'Fairfax County', 'county', '51059'),
  at('state:md/county:howard', 'Howard County', 'county', '24027'),
  at('state:wi/county:dane', 'Dane County', 'county', '55025'),
  at('state:wi/place:madison', 'Madison', 'place', '5548000', ['state:wi/county:dane']),
  at('state:wi/county:dane/place:madison', 'Madison town', 'place', '5502548025', ['state:wi/county:dane']),
  at('state:ny/place:new_york', 'New York', 'place', '3651000'),
  at('state:ny/county:tompkins', 'Tompkins County', 'county', '36109'),
  at('state:ny/county:tompkins/place:ulysses', 'Ulysses town', 'place', '3610976056', ['state:ny/county:tompkins']),
  at('state:fl/county:lee', 'Lee County', 'county', '12071'),
  at('state:il/place:o~fallon', 'O’Fallon', 'place', '1755249'),
  at('state:pa/county:lancaster', 'Lancaster County', 'county', '42071'),
  at('state:pa/place:manheim', 'Manheim borough', 'place', '4246696', ['state:pa/county:lancaster']),
  at('state:la/parish:orleans', 'Orleans Parish', 'county', '22071'),
])

/** Reads one line under its headings, with the mapping that is guessed; source and day are said for the whole list. */
export function readLine(head: string, line: string, more: Partial<RosterOptions> = {}) {
  const [columns, cells] = [...readCsv(`${head}\n${line}\n`)].map((one) => one.cells!)
  const mapping = guessRosterMapping(columns!)
  const options = rosterOptions.parse({
    sourceUrl: 'https://example.org/list',
    checkedOn: '2026-11-20',
    role: guessRosterRole(columns!, mapping),
    ...more,
  })
  return readRosterRow(cells!, { columns: columns!, mapping, options, gazetteer, today: '2026-11-24' })
}
