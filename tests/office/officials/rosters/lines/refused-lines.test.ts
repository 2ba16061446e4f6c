import { expect, test } from 'vitest'
import { readCsv } from '~/channels/uploads/read-csv'
import { type GazetteerPlace, openGazetteer } from '~/office/officials/rosters/lines/gazetteer'
import { readRosterRow } from '~/office/officials/rosters/lines/read-row'
import { guessRosterMapping } from '~/office/officials/rosters/lines/roster-fields'
import { rosterOptions } from '~/office/officials/rosters/lines/understood-row'

const nopal: GazetteerPlace = {
  id: 'ocd-division/country:us/state:az/place:nopal',
  kind: 'place',
  state: 'AZ',
  geoid: '0450000',
  name: 'Nopal',
  slug: 'az-nopal',
}
const options = rosterOptions.parse({ sourceUrl: 'https://example.org/list', checkedOn: '2026-11-20' })
const gazetteer = openGazetteer([nopal])

/** Reads one line about Nopal; its first columns are name and title. */
function readLine(more: string, line: string) {
  const [columns, cells] = [...readCsv(`Name,Title,City,State,${more}\n${line}\n`)].map((one) => one.cells!)
  const mapping = guessRosterMapping(columns!)
  return readRosterRow(cells!, { columns: columns!, mapping, options, gazetteer, today: '2026-11-24' })
}

const reasons = (more: string, line: string) =>
  readLine(more, line).problems.map(({ reason, field }) => `${reason} ${field}`)

test('a term that has ended needs a name: nobody is an official called nothing', () => {
  expect(reasons('Term ends,Email', ',Mayor,Nopal,AZ,2022,desk@example.org')).toContain('nothing name')
  expect(reasons('Term ends,Email', 'Vacant,Mayor,Nopal,AZ,2022,')).toContain('nothing name')
  expect(reasons('Term ends,Email', 'Vacant,Mayor,Nopal,AZ,,')).toEqual([])
})

test('two columns that nobody mapped and that name different districts are refused; of one mind, they are taken', () => {
  expect(reasons('Area,Section', 'Ana Paz,Council Member,Nopal,AZ,Ward 2,Ward 3')).toEqual([
    'district-differs district',
  ])
  expect(readLine('Area,Section', 'Ana Paz,Council Member,Nopal,AZ,Ward 2,Ward 2').row?.district).toBe('Ward 2')
})

test('a name with a quotation mark left open is not taken as it stands; a nickname in quotation marks is', () => {
  expect(reasons('District', 'Robert "Bob Roe,Council Member,Nopal,AZ,1')).toEqual(['quote-left-open name'])
  expect(readLine('District', 'Robert "Bob" Roe,Council Member,Nopal,AZ,1').row?.name).toBe('Robert "Bob" Roe')
})
