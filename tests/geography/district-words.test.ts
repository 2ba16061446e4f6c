import { expect, test } from 'vitest'
import { findDistrict, isSameDistrict, readDistrict } from '~/geography/district-words'

test.for([
  ['Supervisor, District 3', '3', '', 'Supervisor'],
  ['District 3 Supervisor', '3', '', 'Supervisor'],
  ['3rd District Supervisor', '3', '', 'Supervisor'],
  ['Supervisor (District 3)', '3', '', 'Supervisor'],
  ['District 3 – Supervisor', '3', '', 'Supervisor'],
  ['Supervisor, First District', '1', '', 'Supervisor'],
  ['Commissioner Pct. 2', 'Precinct 2', '', 'Commissioner'],
  ['Commissioner, Precinct 2', 'Precinct 2', '', 'Commissioner'],
  ['Councilmember Ward 4', 'Ward 4', '', 'Councilmember'],
  ['4th Ward Alderman', 'Ward 4', '', 'Alderman'],
  ['Commissioner District III', '3', '', 'Commissioner'],
  ['Council District Three', '3', '', 'Council'],
  ['Distrito 5', '5', '', ''],
  ['Regidora del Distrito 5', '5', '', 'Regidora'],
  ['Concejal por el Distrito 12', '12', '', 'Concejal'],
  ['Primer Distrito', '1', '', ''],
  ['Supervisor, 5.º distrito', '5', '', 'Supervisor'],
  ['Councilor, District C', 'District C', '', 'Councilor'],
  ['Councilmember At Large, Position 8', 'At-large', '8', 'Councilmember'],
  ['Councilor District 5, Seat B', '5', 'B', 'Councilor'],
  ['Council Member, Place 3', '', '3', 'Council Member'],
  ['Commissioner, District No. 04', '4', '', 'Commissioner'],
  ['Council Member, District 3-A', '3A', '', 'Council Member'],
])('in "%s" the district is "%s", the seat "%s", and "%s" is left', ([text, district, seat, rest]) => {
  expect(findDistrict(text!)).toEqual({ outcome: 'said', district, seat, rest })
})

test.for(['Mayor', 'District Attorney', 'Inés Vega', 'distrito y barrio', 'Ward', ''])(
  '"%s" says no district',
  (text) => {
    expect(findDistrict(text)).toEqual({ outcome: 'none' })
  },
)

test.for([
  'Districts 3 and 4',
  'District 3 & 4',
  'Distrito 3 y 4',
  'Ward 3, Precinct 2',
  'District 3 at large',
  '3rd Judicial District',
  'School Board, School District No. 5',
  'Congressional District 3',
  'Distrito escolar 5',
])('"%s" needs a human', (text) => {
  expect(findDistrict(text)).toMatchObject({ outcome: 'unclear' })
})

test.for([
  ['Commissioner District 3', '3'],
  ['Supervisorial District 5', '5'],
  ['Zone 4', '4'],
  ['Beat 2', '2'],
  ['D-3', '3'],
  ['#3', '3'],
  ['III', '3'],
  ['Three', '3'],
  ['Countywide', 'At-large'],
  ['todo el condado', 'At-large'],
  ['C', 'C'],
  ['12A', '12A'],
])('the cell "%s" is the district %s', ([text, district]) => {
  expect(readDistrict(text!)).toEqual({ district, seat: '', rest: '', isUnclear: false })
})

test('words beside a district are given back; numbers that measure, and several districts, are unclear', () => {
  expect(readDistrict('District 3 (north of the river)')).toEqual({
    district: '3',
    seat: '',
    rest: '(north of the river)',
    isUnclear: false,
  })
  for (const text of ['1859409182.2929688', '12345', '1 & 2', '3-4', 'Senate District 3', 'Senate 3'])
    expect(readDistrict(text).isUnclear, text).toBe(true)
})

test('lists mean one district by two words, and two by one number', () => {
  expect([
    isSameDistrict('4', 'Ward 4'),
    isSameDistrict('District C', 'C'),
    isSameDistrict('Ward 4', 'Precinct 4'),
    isSameDistrict('4', '5'),
  ]).toEqual([true, true, false, false])
})

test('no cell takes long to read, whatever it holds', { timeout: 5_000 }, () => {
  for (const text of [
    'district '.repeat(220),
    `district${' '.repeat(1_990)}x`,
    '1st '.repeat(500),
    'school '.repeat(280),
    'council '.repeat(250),
    'III'.repeat(660),
    ', '.repeat(1_000),
  ]) {
    findDistrict(text)
    readDistrict(text)
  }
})
