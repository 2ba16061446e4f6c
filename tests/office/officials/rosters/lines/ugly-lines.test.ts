import { expect, test } from 'vitest'
import { readLine, us } from '../../../../support/roster-lines'

const county = 'Name,Title,County,State'
const city = 'Name,Title,City,State'
const cityDistrict = 'Name,Title,City,State,District'
const ofBody = 'Name,Organization,Title,City,State'
const byId = 'Name,Office,ocd_id'
const mesa = `${us}/state:az/place:mesa`

/** Lines that must never be taken as they stand: the first reason, and its field. */
test.for([
  [county, 'Ana Paz,Sheriff’s Deputy,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Deputy of the Sheriff’s Office: Records Supervisor,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Sheriff Records Supervisor,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Shift Supervisor,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Dispatch Supervisor,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Detention Officer,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Public Information Officer Sheriff,Travis,TX', 'role-staff role'],
  [county, 'Ana Paz,Undersheriff,Travis,TX', 'organization organization'],
  [city, 'Ana Paz,Executive Director to the Mayor,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Communications Director for Council Member Roe,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Policy Advisor to Council Member,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Asesora de la alcaldesa,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Director of Council Services,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Legal Counsel to the City Council,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,City Council Liaison,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Council Aide District 3,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Student Council Member,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Youth Mayor,Mesa,AZ', 'role-staff role'],
  [city, 'Ana Paz,Tribal Council Member,Mesa,AZ', 'role-special role'],
  [county, 'Ana Paz,Tribal Chairman,Maricopa,AZ', 'role-special role'],
  [city, 'Ana Paz,School Police Chief,Mesa,AZ', 'role-special role'],
  [city, 'Ana Paz,University Police Chief,Mesa,AZ', 'role-special role'],
  [county, 'Ana Paz,Land Commissioner,Travis,TX', 'role-not-local role'],
  [county, 'Ana Paz,Corporation Commissioner,Maricopa,AZ', 'role-not-local role'],
  [county, 'Ana Paz,Commissioner of Public Lands,Travis,TX', 'role-not-local role'],
  [ofBody, 'Ana Paz,Arizona House of Representatives,Member,Mesa,AZ', 'role-not-local organization'],
  [city, 'Ana Paz,Exalcaldesa,Mesa,AZ', 'role-not-now role'],
  [city, 'Ana Paz,Incoming Mayor,Mesa,AZ', 'role-not-now role'],
  [county, 'Ana Paz,Sheriff-designate,Travis,TX', 'role-not-now role'],
  [county, 'Ana Paz,Sheriff (vacant),Travis,TX', 'role-not-now role'],
  [county, 'Ana Paz (write-in),Sheriff,Travis,TX', 'role-not-now name'],
  [county, 'Ana Paz,Commissioner 2,Travis,TX', 'district-unclear title'],
  [county, 'Ana Paz,Supervisor 2nd,Maricopa,AZ', 'district-unclear title'],
  ['Name,Title,County,State,District', 'Ana Paz,Commissioner 3,Travis,TX,2', 'district-differs title'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,LD 12', 'district-unclear district'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,US House 7', 'district-unclear district'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,ana@example.org', 'district-unclear district'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,602-555-0101', 'district-unclear district'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,#REF!', 'district-unclear district'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,10/12/2025', 'district-unclear district'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,3 y 4', 'district-unclear district'],
  [`${city},District Type,District`, 'Ana Paz,Council Member,Mesa,AZ,Congressional,3', 'district-unclear district'],
  [byId, `Ana Paz,Council Member,${mesa}/council_district:`, 'district-unclear division_id'],
  [byId, `Ana Paz,Council Member,${mesa};${us}/state:tx/place:austin`, 'id-not-found division_id'],
  [byId, 'Ana Paz,Council Member,ocd-division/country:ca/province:on', 'id-not-found division_id'],
  ['Name,Office,FIPS', 'Inés Vega,Sheriff,48', 'not-understood division_id'],
  ['Name,Office,FIPS', 'Inés Vega,Sheriff,4.8453E4', 'not-understood division_id'],
  [county, 'Inés Vega,Sheriff,Travis & Williamson,TX', 'place-not-found county'],
  ['Name,Office,Place,State', 'Ana Paz,Mayor,Travis Co.,TX', 'place-needs-city place'],
  [county, 'Ana Paz,Town Supervisor,Travis,TX', 'place-needs-city county'],
  [county, 'Ana Paz / Lee Roe,Sheriff,Travis,TX', 'name-unclear name'],
  [county, 'Ana Paz & Lee Roe,County Commissioner,Travis,TX', 'name-unclear name'],
  [county, 'Sheriff’s Office,Sheriff,Travis,TX', 'name-unclear name'],
  [county, '512-555-0101,Sheriff,Travis,TX', 'name-unclear name'],
  [county, 'ana@example.org,Sheriff,Travis,TX', 'name-unclear name'],
  [county, 'See website,Sheriff,Travis,TX', 'nothing name'],
  [county, '#N/A,Sheriff,Travis,TX', 'nothing name'],
] as const)('%s / %s is asked about', ([head, line, reason]) => {
  const { row, problems } = readLine(head, line)
  expect(row).toBeNull()
  expect(`${problems[0]!.reason} ${problems[0]!.field}`).toBe(reason)
})

const travis = `${us}/state:tx/county:travis`
const maricopa = `${us}/state:az/county:maricopa`

/** Lines that must be read: place, role, district. */
test.for([
  [
    'Jurisdiction,Office Title,Officeholder,Mailing City,State',
    'Travis County,Sheriff,Inés Vega,Austin,TX',
    travis,
    'sheriff',
    '',
  ],
  ['County,Office,Name,City,State,Zip,Phone', 'Travis,Sheriff,Inés Vega,Austin,TX,78767,', travis, 'sheriff', ''],
  [
    'County,Office,Name,City,State,Zip',
    'Travis,Commissioner Precinct 2,Ana Paz,Austin,TX,78767',
    travis,
    'county-supervisor',
    'Precinct 2',
  ],
  [
    'County,Office,Name,Street,City,ST,Zip',
    'Travis,Sheriff,Inés Vega,P.O. Box 1748,Austin,TX,78767',
    travis,
    'sheriff',
    '',
  ],
  ['County,State,Office,Name,County Seat', 'Travis,TX,Sheriff,Inés Vega,Austin', travis, 'sheriff', ''],
  ['County,State,Office,Name,Office City', 'Travis,TX,Sheriff,Inés Vega,Austin', travis, 'sheriff', ''],
  [
    'division_ocdid,office.name,person.name,office.phone',
    `${travis},Sheriff,Inés Vega,512-555-0101`,
    travis,
    'sheriff',
    '',
  ],
  ['name,roles.0.name,roles.0.division_id', `Inés Vega,Sheriff,${travis}`, travis, 'sheriff', ''],
  ['office.name,office.division.ocd_id,official.name', `Sheriff,${travis},Inés Vega`, travis, 'sheriff', ''],
  ['Name,Office,City/County,State', 'Inés Vega,Sheriff,Maricopa,AZ', maricopa, 'sheriff', ''],
  ['Name,Office,City/County,State', 'Ana Paz,Mayor,Maricopa,AZ', `${us}/state:az/place:maricopa`, 'mayor', ''],
  [county, 'Inés Vega,Sheriff,Travis Co.,Texas', travis, 'sheriff', ''],
  [county, 'Marta Quintero - District 2,Supervisor,Maricopa,AZ', maricopa, 'county-supervisor', '2'],
  [county, 'District 2: Marta Quintero,Supervisor,Maricopa,AZ', maricopa, 'county-supervisor', '2'],
  [county, 'Ana Paz,"County Commissioner, Precinct Two",Travis,TX', travis, 'county-supervisor', 'Precinct 2'],
  [county, 'Ana Paz,"County Commissioner, Pct #2",Travis,TX', travis, 'county-supervisor', 'Precinct 2'],
  [
    county,
    'Ana Paz,County Executive Officer,Los Angeles,CA',
    `${us}/state:ca/county:los_angeles`,
    'county-executive',
    '',
  ],
  ['Ward,City,State,Alderperson', '2,Mesa,AZ,Marta Quintero', mesa, 'council-member', '2'],
  ['County,State,County Commissioner,Precinct', 'Travis,TX,Ana Paz,2', travis, 'county-supervisor', '2'],
  [`${city},District Type,District`, 'Ana Paz,Council Member,Mesa,AZ,Ward,3', mesa, 'council-member', 'Ward 3'],
  [`${city},School District,Council District`, 'Ana Paz,Council Member,Mesa,AZ,4,3', mesa, 'council-member', '3'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,3-A', mesa, 'council-member', '3A'],
  [cityDistrict, 'Ana Paz,Council Member,Mesa,AZ,North Side', mesa, 'council-member', 'North Side'],
  [ofBody, 'Ana Paz,Mesa City Council,Member,Mesa,AZ', mesa, 'council-member', ''],
  [ofBody, 'Ana Paz,Maricopa County Board of Supervisors,Member,Mesa,AZ', maricopa, 'county-supervisor', ''],
  [ofBody, 'Ana Paz,Mesa Unified School District,President,Mesa,AZ', mesa, 'other', ''],
  [ofBody, 'Ana Paz,Tribal Council,Council Member,Mesa,AZ', mesa, 'other', ''],
  ['Name,Organization,Title,County,State', 'Ana Paz,Superior Court,Commissioner,Maricopa,AZ', maricopa, 'other', ''],
  [
    'Name,Organization,Title,County,State',
    'Ana Paz,Planning Commission,Commissioner,Maricopa,AZ',
    maricopa,
    'other',
    '',
  ],
  ['Name,Title,County,State,Seat', 'Ana Paz,Commissioner 3,Travis,TX,3', travis, 'county-supervisor', ''],
  [byId, `Ana Paz,Council Member,${mesa.toUpperCase()}/COUNCIL_DISTRICT:1 `, mesa, 'council-member', '1'],
  ['Name,Office,FIPS', 'Inés Vega,Sheriff,0500000US48453', travis, 'sheriff', ''],
] as const)('%s / %s is read', ([head, line, placeId, role, district]) => {
  const { row, problems } = readLine(head, line)
  expect(problems).toEqual([])
  expect(row).toMatchObject({ placeId, role, district })
})

test('what is beside a number in the column for districts is said, and the number is the district', () => {
  for (const cell of ['2 (North)', '2 - North', '2: North']) {
    const { row, problems } = readLine(cityDistrict, `Ana Paz,Council Member,Mesa,AZ,${cell}`)
    expect([row?.district, problems.map(({ reason, text }) => `${reason}: ${text}`)]).toEqual([
      '2',
      ['not-understood: North'],
    ])
  }
})

test.for([
  'ines (at) example.org',
  'ines [at] example dot org',
  'ines at example dot org',
  'ines arroba example punto org',
])('%s is an address', (cell) => {
  expect(readLine(`${county},Email`, `Inés Vega,Sheriff,Travis,TX,${cell}`).row?.contacts).toMatchObject([
    { value: 'ines@example.org' },
  ])
})

test('an address whose state stands in the column for states is whole', () => {
  const { row } = readLine(
    `${county},Mailing Address 1,Mailing Address 2,City,Zip`,
    'Inés Vega,Sheriff,Travis,Texas,P.O. Box 1,Suite 2,Austin,78767',
  )
  expect(row?.contacts).toMatchObject([{ value: 'P.O. Box 1\nSuite 2\nAustin, TX 78767' }])
})
