import { expect, test } from 'vitest'
import { readDistrict } from '~/geography/district-words'
import { type GazetteerPlace, openGazetteer } from '~/office/officials/rosters/lines/gazetteer'
import { readContacts, readName } from '~/office/officials/rosters/lines/read-cells'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import { districtDivision, readAgency, readRole, readState, roleIn } from '~/office/officials/rosters/lines/read-words'
import { guessRosterMapping } from '~/office/officials/rosters/lines/roster-fields'
import { isEmergency, readContact } from '~/officials/posts/contact-value'
import { nameKey } from '~/officials/posts/name-key'

test.for([
  ['2026-11-24', '2026-11-24'],
  ['11/24/2026', '2026-11-24'],
  ['1/5/26', '2026-01-05'],
  ['1/5/98', '1998-01-05'],
  ['12/31/34', '2034-12-31'],
  ['12/31/66', '1966-12-31'],
  ['12/31/50', null],
  ['24/11/2026', '2026-11-24'],
  ['Nov 24, 2026', '2026-11-24'],
  ['November 24 2026', '2026-11-24'],
  ['24 de noviembre de 2026', '2026-11-24'],
  ['3 ene 2027', '2027-01-03'],
  ['2026/1/5', '2026-01-05'],
  ['2026-11-24T10:00:00Z', '2026-11-24'],
  ['11/24/2026 10:00 AM', '2026-11-24'],
  ['46350', '2026-11-24'],
  ['2026', '2026-01-01'],
  ['December 2026', '2026-12-01'],
  ['13/13/2026', null],
  ['2026-02-30', null],
  ['soon', null],
  ['', null],
  ['24 de noviembre', null],
])('a day written as %s is %s', ([text, day]) => {
  expect(readDay(text!, '2026-11-24')).toBe(day)
})

test('a bare year or month ends on its last day where an end is meant', () => {
  const last = (text: string) => readDay(text, '2026-11-24', 'last')
  expect([last('2028'), last('February 2028')]).toEqual(['2028-12-31', '2028-02-29'])
})

test('around the turn of a century two digits mean the year that is near', () => {
  expect([readDay('1/5/03', '2003-06-01'), readDay('1/5/98', '2003-06-01')]).toEqual(['2003-01-05', '1998-01-05'])
  expect([readDay('1/5/03', '1999-06-01'), readDay('1/5/91', '1999-06-01')]).toEqual(['2003-01-05', '1991-01-05'])
})

test.for([
  ['Sheriff', 'sheriff'],
  ['Alguacil del condado', 'sheriff'],
  ['County Sheriff', 'sheriff'],
  ['Undersheriff', 'other'],
  ['Supervisor', 'county-supervisor'],
  ['Supervisora', 'county-supervisor'],
  ['County Commissioner', 'county-supervisor'],
  ['Councilor', 'council-member'],
  ['councilor', 'council-member'],
  ['Concejal', 'council-member'],
  ['Council Member', 'council-member'],
  ['Councilwoman', 'council-member'],
  ['Alderman', 'council-member'],
  ['Regidora', 'council-member'],
  ['Vice Mayor', 'council-member'],
  ['mayor', 'mayor'],
  ['Alcaldesa', 'mayor'],
  ['Village President', 'mayor'],
  ['Chief of Police', 'police-chief'],
  ['Jefa de policía', 'police-chief'],
  ['District Attorney', 'prosecutor'],
  ['district-attorney', 'prosecutor'],
  ['State’s Attorney', 'prosecutor'],
  ['Fiscal', 'prosecutor'],
  ['County Executive', 'county-executive'],
  ['Jail Administrator', 'jail-director'],
  ['Alcaide', 'jail-director'],
  ['deputy-majority-leader', 'leader'],
  ['lower', 'not-local'],
  ['State Senator', 'not-local'],
  ['US Representative', 'not-local'],
  ['Gobernadora', 'not-local'],
  ['County Clerk', null],
  ['', null],
])('the role "%s" is understood as %s', ([text, role]) => {
  expect(readRole(text!).role).toBe(role)
})

test('a commissioner or a leader is of the body that governs there', () => {
  expect([
    roleIn('Commissioner', 'county'),
    roleIn('Commissioner', 'place'),
    roleIn('majority-leader', 'place'),
    roleIn('Council Member', 'county'),
    roleIn('County Clerk', 'county'),
  ]).toEqual(['county-supervisor', 'council-member', 'council-member', 'county-supervisor', null])
})

test.for([
  ['AZ', 'AZ'],
  ['az', 'AZ'],
  ['Ariz.', null],
  ['Arizona', 'AZ'],
  ['N.M.', 'NM'],
  ['Nuevo México', 'NM'],
  ['New York', 'NY'],
  ['Nueva York', 'NY'],
  ['State of Georgia', 'GA'],
  ['Puerto Rico', 'PR'],
  ['ZZ', null],
  ['', null],
])('the state %s is %s', ([text, state]) => {
  expect(readState(text!)).toBe(state)
})

test.for([
  ['3', '3', ''],
  ['03', '3', ''],
  ['District 3', '3', ''],
  ['Distrito 12', '12', ''],
  ['Dist. 3', '3', ''],
  ['3rd District', '3', ''],
  ['D3', '3', ''],
  ['Supervisorial District 5', '5', ''],
  ['District No. 4', '4', ''],
  ['3.0', '3', ''],
  ['At-large', 'At-large', ''],
  ['at large', 'At-large', ''],
  ['En general', 'At-large', ''],
  ['At-large Position 8', 'At-large', '8'],
  ['Ward 5', 'Ward 5', ''],
  ['5th Ward', 'Ward 5', ''],
  ['Precinct 2', 'Precinct 2', ''],
  ['District 3, Seat B', '3', 'B'],
  ['N/A', '', ''],
  ['', '', ''],
  ['Northside', 'Northside', ''],
])('the district "%s" is kept as "%s", seat "%s"', ([text, district, seat]) => {
  expect(readDistrict(text!)).toMatchObject({ district, seat, rest: '', isUnclear: false })
})

test('a district inside a place has an Open Civic Data id of its own; at large it is the place', () => {
  const city = 'ocd-division/country:us/state:az/place:saguaro'
  expect(
    ['3', 'Ward 5', 'Precinct 2', 'At-large', '', 'North Side'].map((district) => districtDivision(city, district)),
  ).toEqual([
    `${city}/council_district:3`,
    `${city}/ward:5`,
    `${city}/precinct:2`,
    null,
    null,
    `${city}/council_district:north_side`,
  ])
})

test.for([
  ['(602) 555-0134', '+16025550134', ''],
  ['602.555.0134', '+16025550134', ''],
  ['602-555-0134 x12', '+16025550134', '12'],
  ['+1 602 555 0134 ext. 4567', '+16025550134', '4567'],
  ['1-602-555-0134, extensión 9', '+16025550134', '9'],
  ['Office: 602 555 0134 #7', '+16025550134', '7'],
  ['tel:+16025550134', '+16025550134', ''],
])('the phone %s is kept as %s, extension "%s"', ([text, value, extension]) => {
  expect(readContact('voice', text!)).toEqual({ outcome: 'read', contact: { value, extension } })
})

test.for([
  '911',
  '9-1-1 ',
  '112',
  '311',
  '411',
  '602-555-0134 (dispatch)',
  'Emergency: 602-555-0134',
  'Despacho 602-555-0134',
  'Línea de emergencia 602-555-0134',
  '24-hour Dispatch Center 602-555-0134',
])('an emergency line is refused: %s', (text) => {
  expect(readContact('voice', text)).toEqual({ outcome: 'invalid', problem: 'emergency' })
})

test('a line that says it is for no emergencies is none; a note about dispatch refuses the number beside it', () => {
  expect([isEmergency('Non-emergency 602-555-0134'), isEmergency('no emergencia 602-555-0134')]).toEqual([false, false])
  expect(readContact('voice', '602-555-0134', '', 'dispatch desk')).toEqual({
    outcome: 'invalid',
    problem: 'emergency',
  })
})

test('several phones and addresses may stand in one cell; what is none is told, and the others stay', () => {
  expect(
    readContacts('voice', '602-555-0134 x2; (602) 555-0135 / 602-555-0136 or 911').contacts.map((one) => one.value),
  ).toEqual(['+16025550134', '+16025550135', '+16025550136'])
  expect(readContacts('voice', '602-555-0134, 602-555-0135, ext 4').contacts).toEqual([
    { value: '+16025550134', extension: '' },
    { value: '+16025550135', extension: '4' },
  ])
  expect(readContacts('email', 'Ida@Saguaro.example.org, mailto:front@saguaro.example.org; nobody')).toEqual({
    contacts: [
      { value: 'ida@saguaro.example.org', extension: '' },
      { value: 'front@saguaro.example.org', extension: '' },
    ],
    problems: [],
    rest: 'nobody',
  })
  expect(readContacts('email', 'not an address')).toEqual({ contacts: [], problems: [], rest: 'not an address' })
  expect(readContacts('email', 'ida (at) saguaro.example (dot) org').contacts).toEqual([
    { value: 'ida@saguaro.example.org', extension: '' },
  ])
  expect(readContacts('email', 'nobody').problems).toEqual([{ problem: 'email', text: 'nobody' }])
  expect(readContacts('voice', 'call me').problems).toEqual([{ problem: 'phone', text: 'call me' }])
})

test('names lose their titles, turn round at the comma, and are compared without accents and initials', () => {
  expect(
    [
      ['Vance, Ida'],
      ['Sheriff Ida Vance'],
      ['Hon. Lee Okafor'],
      ['', 'Lee', 'Okafor'],
      ['Melissa  Mark-Viverito'],
      ['Robert Cornegy, Jr.'],
      ['Mayor'],
    ].map(([name, given, family]) => readName(name!, given, family).name),
  ).toEqual([
    'Ida Vance',
    'Ida Vance',
    'Lee Okafor',
    'Lee Okafor',
    'Melissa Mark-Viverito',
    'Robert Cornegy, Jr.',
    'Mayor',
  ])
  expect(['Vacant', 'VACANTE', '(vacant)', 'TBD'].every((name) => readName(name).isVacant)).toBe(true)
  expect(nameKey('José M. Núñez, Jr.')).toBe(nameKey('Jose Nunez'))
})

test('an agency carries its state and place', () => {
  expect(readAgency('GA|appling county sheriffs office')).toEqual({
    state: 'GA',
    place: 'appling county',
    role: 'sheriff',
  })
  expect(readAgency("Maricopa County Sheriff's Office, Arizona")).toEqual({
    state: 'AZ',
    place: 'Maricopa County',
    role: 'sheriff',
  })
  expect(readAgency('Mesa Police Department, AZ')).toEqual({ state: 'AZ', place: 'Mesa', role: 'police-chief' })
  expect(readAgency('Library')).toBeNull()
})

const us = 'ocd-division/country:us'
const at = (id: string, name: string, kind: GazetteerPlace['kind'], geoid: string): GazetteerPlace => ({
  id: `${us}/${id}`,
  kind,
  state: /state:(..)/.exec(id)![1]!.toUpperCase(),
  geoid,
  name,
  slug: id.replace(/\W/g, '-'),
})
const gazetteer = openGazetteer(
  [
    at('state:mo/county:st_louis', 'St. Louis County', 'county', '29189'),
    at('state:mo/place:st_louis', 'St. Louis city', 'place', '2965000'),
    at('state:la/parish:st_john_the_baptist', 'St. John the Baptist Parish', 'county', '22095'),
    at('state:il/county:de_kalb', 'DeKalb County', 'county', '17037'),
    at('state:il/place:o_fallon', 'O’Fallon', 'place', '1755249'),
    at('state:nm/county:doña_ana', 'Doña Ana County', 'county', '35013'),
    at('state:va/place:alexandria', 'Alexandria City', 'county', '51510'),
    at('state:ny/county:new_york', 'New York County', 'county', '36061'),
    at('state:ny/place:yonkers', 'Yonkers', 'place', '3684000'),
    at('state:wi/place:madison', 'Madison city', 'place', '5548000'),
    at('state:wi/county:dane/place:madison', 'Madison town', 'place', '5502548025'),
    at('state:al/county:autauga', 'Autauga County', 'county', '01001'),
    at('state:il/place:aurora', 'Aurora', 'place', '1703012'),
    at('state:co/place:aurora', 'Aurora', 'place', '0804000'),
    at('state:co/county:adams', 'Adams County', 'county', '08001'),
    at('state:la/place:la_place', 'LaPlace', 'place', '2242030'),
    at('state:in/place:gary', 'Gary', 'place', '1827000'),
  ],
  [{ alias: 'Dona Ana', id: `${us}/state:nm/county:doña_ana` }],
)

test.for([
  ['MO', 'Saint Louis County', null, 'state:mo/county:st_louis'],
  ['MO', 'St Louis', 'county', 'state:mo/county:st_louis'],
  ['MO', 'City of St. Louis', null, 'state:mo/place:st_louis'],
  ['LA', 'Saint John the Baptist', null, 'state:la/parish:st_john_the_baptist'],
  ['IL', 'De Kalb', 'county', 'state:il/county:de_kalb'],
  ['IL', 'OFallon', 'place', 'state:il/place:o_fallon'],
  ['NM', 'Dona Ana County', null, 'state:nm/county:doña_ana'],
  ['NM', 'Condado de Doña Ana', null, 'state:nm/county:doña_ana'],
  ['WI', 'Madison city', null, 'state:wi/place:madison'],
  ['WI', 'Madison', 'place', 'state:wi/place:madison'],
  ['WI', 'Town of Madison', null, 'state:wi/county:dane/place:madison'],
  ['VA', 'Alexandria', 'place', 'state:va/place:alexandria'],
  ['VA', 'Alexandria', 'county', 'state:va/place:alexandria'],
  ['CO', 'Aurora, CO', null, 'state:co/place:aurora'],
  ['CO', 'Aurora CO', null, 'state:co/place:aurora'],
  ['CO', 'Aurora (Colorado)', 'place', 'state:co/place:aurora'],
  ['CO', 'Adams Co.', null, 'state:co/county:adams'],
  ['CO', 'Adams Co., CO', null, 'state:co/county:adams'],
  ['IL', 'DEKALB CO', null, 'state:il/county:de_kalb'],
  ['IL', 'DeKalb Co, IL', null, 'state:il/county:de_kalb'],
  ['IL', 'AURORA IL', 'place', 'state:il/place:aurora'],
  ['IL', 'Aurora, Illinois', 'place', 'state:il/place:aurora'],
  ['LA', 'La Place, LA', null, 'state:la/place:la_place'],
] as const)('%s "%s" is found', ([state, text, wish, id]) => {
  expect(gazetteer.named(state, text, wish)).toMatchObject({ outcome: 'found', place: { id: `${us}/${id}` } })
})

test.for([
  'Aurora, co',
  'Aurora, Co.',
  'Aurora (CO)',
  'Aurora, Colorado',
  'City of Aurora, CO',
  ...['CO', 'LA', 'PA', 'IN', 'OR', 'ME', 'DE', 'MO', 'HI', 'OK', 'MA', 'ID', 'AL'].map((code) => `Aurora, ${code}`),
  ...['LA', 'PA', 'IN', 'OR', 'ME', 'DE', 'MO', 'HI', 'OK', 'MA', 'ID', 'AL'].map((code) => `Aurora ${code}`),
])('“%s” in a list of Illinois is never Aurora, Illinois', (text) => {
  for (const wish of [null, 'place', 'county'] as const)
    expect(gazetteer.named('IL', text, wish)).toEqual({ outcome: 'other-state' })
})

test('“Aurora CO” in a list of Illinois says a county, and Illinois has no Aurora County', () => {
  expect(gazetteer.named('IL', 'Aurora CO', null)).toEqual({ outcome: 'not-found' })
})

test('a name that two places share, or none has, is no guess', () => {
  expect(gazetteer.named('MO', 'St. Louis', null)).toMatchObject({ outcome: 'ambiguous' })
  expect(gazetteer.named('GA', 'Atlantis', null)).toEqual({ outcome: 'not-found' })
  expect(gazetteer.named('GA', 'Atlanta', 'place')).toEqual({ outcome: 'no-cities' })
  expect(gazetteer.named('NY', 'New York', 'place')).toEqual({ outcome: 'not-found' })
})

test('cities added by hand don’t make a state one whose list of cities was imported', () => {
  const own = openGazetteer([{ ...at('state:az/place:ocotillo', 'Ocotillo', 'place', ''), geoid: null }])
  expect(own.named('AZ', 'Mesa', 'place')).toEqual({ outcome: 'no-cities' })
  expect(own.named('AZ', 'Ocotillo', 'place')).toMatchObject({ outcome: 'found' })
})

test('headings in English and Spanish are guessed', () => {
  const named = (columns: string[]) =>
    Object.fromEntries(
      Object.entries(guessRosterMapping(columns)).map(([field, index]) => [field, columns[Number(index)]]),
    )
  expect(named(['Name', 'Office', 'County', 'State', 'Phone', 'E-mail', 'Term ends', 'Source'])).toEqual({
    name: 'Name',
    role: 'Office',
    county: 'County',
    state: 'State',
    phone: 'Phone',
    email: 'E-mail',
    term_ends_on: 'Term ends',
    source_url: 'Source',
  })
  expect(named(['Nombre', 'Cargo', 'Condado', 'Estado', 'Teléfono', 'Correo', 'Fuente', 'Fecha'])).toEqual({
    name: 'Nombre',
    role: 'Cargo',
    county: 'Condado',
    state: 'Estado',
    phone: 'Teléfono',
    email: 'Correo',
    source_url: 'Fuente',
    checked_on: 'Fecha',
  })
  expect(named(['key', 'phone', 'address'])).toEqual({ agency: 'key', phone: 'phone', address: 'address' })
})

test('a name that is one letter off is taken only where nothing else is as near, and said', () => {
  expect(gazetteer.named('AL', 'Autauja County', 'county')).toMatchObject({
    outcome: 'near',
    place: { name: 'Autauga County' },
  })
  expect(gazetteer.named('AL', 'Autajua County', 'county')).toEqual({ outcome: 'not-found' })
})
