import { expect, test } from 'vitest'
import { readSheriffSearch, searchSheriffs } from '~/web/finder/search-sheriffs'
import type { SheriffLine } from '~/web/finder/sheriffs.server'

const line = (state: string, county: string, holder: string | null): SheriffLine => ({
  state,
  county,
  holder,
  countyId: county,
  countySlug: county,
  geoid: null,
  postSlug: county,
  checkedOn: null,
  termEndsOn: null,
})
const known = [
  line('AZ', 'Saguaro', 'Ida Vance'),
  line('NM', 'Doña Ana', 'José Núñez'),
  line('NM', 'Sandoval', null),
  line('TX', 'Vance', 'Lee Okafor'),
]
const found = (query: string) =>
  searchSheriffs(
    known,
    readSheriffSearch((name) => new URLSearchParams(query).get(name)),
  ).map(({ county }) => county)

test.each([
  ['', ['Saguaro', 'Doña Ana', 'Sandoval', 'Vance']],
  ['q=vance', ['Saguaro', 'Vance']],
  ['q=vance&state=AZ', ['Saguaro']],
  ['q=VANCE+ida', ['Saguaro']],
  ['q=nunez', ['Doña Ana']],
  ['q=do%C3%B1a', ['Doña Ana']],
  ['state=nm', ['Doña Ana', 'Sandoval']],
  ['state=ZZ', []],
  ['q=%25', []],
])('the search %s finds %j', (query, counties) => expect(found(query)).toEqual(counties))
