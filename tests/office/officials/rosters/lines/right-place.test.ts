import { expect, test } from 'vitest'
import { readCsv } from '~/office/officials/rosters/files/read-csv'
import { openGazetteer, type GazetteerPlace } from '~/office/officials/rosters/lines/gazetteer'
import { guessRosterMapping, guessRosterRole } from '~/office/officials/rosters/lines/roster-fields'
import { readRosterRow } from '~/office/officials/rosters/lines/read-row'
import { rosterOptions, type RosterOptions } from '~/office/officials/rosters/lines/understood-row'

const us = 'ocd-division/country:us'
const at = (id: string, name: string, kind: GazetteerPlace['kind'], geoid: string, countyIds: string[] = []): GazetteerPlace => ({
  id: `${us}/${id}`, kind, state: /(?:state|district):(..)/.exec(id)![1]!.toUpperCase(), geoid, name, slug: id.replace(/\W/g, '-'), countyIds: countyIds.map((county) => `${us}/${county}`),
})
const gazetteer = openGazetteer([
  at('state:tx', 'Texas', 'state', '48'), at('state:tx/county:travis', 'Travis County', 'county', '48453'), at('state:tx/county:williamson', 'Williamson County', 'county', '48491'), at('state:tx/county:austin', 'Austin County', 'county', '48015'),
  at('state:tx/place:austin', 'Austin', 'place', '4805000', ['state:tx/county:travis', 'state:tx/county:williamson']), at('state:tx/place:bellville', 'Bellville', 'place', '4807492', ['state:tx/county:austin']),
  at('state:az', 'Arizona', 'state', '04'), at('state:az/county:maricopa', 'Maricopa County', 'county', '04013'), at('state:az/county:pinal', 'Pinal County', 'county', '04021'), at('state:az/place:maricopa', 'Maricopa', 'place', '0444410', ['state:az/county:pinal']), at('state:az/place:mesa', 'Mesa', 'place', '0446000', ['state:az/county:maricopa']),
  at('state:ca', 'California', 'state', '06'), at('state:ca/county:los_angeles', 'Los Angeles County', 'county', '06037'), at('state:ca/place:los_angeles', 'Los Angeles', 'place', '0644000', ['state:ca/county:los_angeles']),
  at('state:va/place:alexandria', 'Alexandria city', 'county', '51510'), at('state:va/county:fairfax', 'Fairfax County', 'county', '51059'), at('state:md/county:howard', 'Howard County', 'county', '24027'),
  at('state:wi/county:dane', 'Dane County', 'county', '55025'), at('state:wi/place:madison', 'Madison', 'place', '5548000', ['state:wi/county:dane']), at('state:wi/county:dane/place:madison', 'Madison town', 'place', '5502548025', ['state:wi/county:dane']),
  at('state:ny/place:new_york', 'New York', 'place', '3651000'), at('state:ny/county:tompkins', 'Tompkins County', 'county', '36109'), at('state:ny/county:tompkins/place:ulysses', 'Ulysses town', 'place', '3610976056', ['state:ny/county:tompkins']),
  at('state:fl/county:lee', 'Lee County', 'county', '12071'), at('state:il/place:o~fallon', 'O’Fallon', 'place', '1755249'), at('state:pa/county:lancaster', 'Lancaster County', 'county', '42071'), at('state:pa/place:manheim', 'Manheim borough', 'place', '4246696', ['state:pa/county:lancaster']), at('state:la/parish:orleans', 'Orleans Parish', 'county', '22071'),
])

/** Reads one line under its headings, with the mapping that is guessed; source and day are said for the whole list. */
function readLine(head: string, line: string, more: Partial<RosterOptions> = {}) {
  const [columns, cells] = [...readCsv(`${head}\n${line}\n`)].map((one) => one.cells!)
  const mapping = guessRosterMapping(columns!)
  const options = rosterOptions.parse({ sourceUrl: 'https://example.org/list', checkedOn: '2026-11-20', role: guessRosterRole(columns!, mapping), ...more })
  return readRosterRow(cells!, { columns: columns!, mapping, options, gazetteer, today: '2026-11-24' })
}

const withMail = 'County,Office,First Name,Last Name,Mailing Address,City,State,Zip,Phone'
const plainHead = 'Name,Title,County,City,State'
const council = 'Name,Title,City,State'
const board = 'Name,Title,County,State'
const byId = 'Name,Office,ocd_id'
const tx = 'state:tx/'
const az = 'state:az/'

/** Right: place, role and district, then what the district's id is where it is not the place's. */
test.for([
  ['a sheriff goes to the county, whatever city her mail goes to', withMail, 'Travis,Sheriff,Inés,Vega,P.O. Box 1748,Austin,TX,78767,512-555-0101', {}, `${tx}county:travis`, 'sheriff', ''],
  ['a county judge of Texas governs the county', withMail, 'Travis,County Judge,Ana,Paz,P.O. Box 1748,Austin,TX,78767,512-555-0102', {}, `${tx}county:travis`, 'county-executive', ''],
  ['a commissioner with a mailing city is the county’s', withMail, 'Travis,Commissioner,Ana,Paz,P.O. Box 1748,Austin,TX,78767,', {}, `${tx}county:travis`, 'county-supervisor', ''],
  ['a precinct in the title', withMail, 'Travis,"Commissioner, Precinct 2",Ana,Paz,P.O. Box 1748,Austin,TX,78767,', {}, `${tx}county:travis`, 'county-supervisor', 'Precinct 2', 'precinct:2'],
  ['"Pct." for precinct', withMail, 'Travis,Commissioner Pct. 4,Ana,Paz,P.O. Box 1748,Austin,TX,78767,', {}, `${tx}county:travis`, 'county-supervisor', 'Precinct 4', 'precinct:4'],
  ['a sheriff with a city column of its own', plainHead, 'Inés Vega,Sheriff,Travis,Austin,TX', {}, `${tx}county:travis`, 'sheriff', ''],
  ['a mayor with a county column', plainHead, 'Ana Paz,Mayor,Travis,Austin,TX', {}, `${tx}place:austin`, 'mayor', ''],
  ['a council member with a county column', plainHead, 'Ana Paz,"Council Member, District 3",Travis,Austin,TX', {}, `${tx}place:austin`, 'council-member', '3', 'council_district:3'],
  ['a county commissioner with a city column', plainHead, 'Ana Paz,County Commissioner,Travis,Austin,TX', {}, `${tx}county:travis`, 'county-supervisor', ''],
  ['a city commissioner with a county column', plainHead, 'Ana Paz,City Commissioner,Travis,Austin,TX', {}, `${tx}place:austin`, 'council-member', ''],
  ['a district attorney is the county’s', plainHead, 'Ana Paz,District Attorney,Travis,Austin,TX', {}, `${tx}county:travis`, 'prosecutor', ''],
  ['a police chief is the city’s', plainHead, 'Ana Paz,Police Chief,Travis,Austin,TX', {}, `${tx}place:austin`, 'police-chief', ''],
  ['the city of Maricopa is in Pinal County', plainHead, 'Ana Paz,Mayor,Pinal,Maricopa,AZ', {}, `${az}place:maricopa`, 'mayor', ''],
  ['"Supervisor, District 3" in the title', board, 'Lee Okafor,"Supervisor, District 3",Maricopa,AZ', {}, `${az}county:maricopa`, 'county-supervisor', '3', 'council_district:3'],
  ['"District 3 Supervisor"', board, 'Lee Okafor,District 3 Supervisor,Maricopa,AZ', {}, `${az}county:maricopa`, 'county-supervisor', '3', 'council_district:3'],
  ['"Supervisor, First District"', board, 'Lee Okafor,"Supervisor, First District",Los Angeles,CA', {}, 'state:ca/county:los_angeles', 'county-supervisor', '1', 'council_district:1'],
  ['"Supervisora, Distrito III"', board, 'Lee Okafor,"Supervisora, Distrito III",Maricopa,AZ', {}, `${az}county:maricopa`, 'county-supervisor', '3', 'council_district:3'],
  ['"Councilmember Ward 4"', council, 'Marta Quintero,Councilmember Ward 4,Mesa,AZ', {}, `${az}place:mesa`, 'council-member', 'Ward 4', 'ward:4'],
  ['"Alderman, 4th Ward"', council, 'Marta Quintero,"Alderman, 4th Ward",Mesa,AZ', {}, `${az}place:mesa`, 'council-member', 'Ward 4', 'ward:4'],
  ['"Concejal, Distrito 5"', 'Nombre,Cargo,Ciudad,Estado', 'Marta Quintero,"Concejal, Distrito 5",Mesa,Arizona', {}, `${az}place:mesa`, 'council-member', '5', 'council_district:5'],
  ['"Councilmember At-Large"', council, 'Marta Quintero,Councilmember At-Large,Mesa,AZ', {}, `${az}place:mesa`, 'council-member', 'At-large'],
  ['"Council Member, Place 3" is a seat', council, 'Marta Quintero,"Council Member, Place 3",Austin,TX', {}, `${tx}place:austin`, 'council-member', ''],
  ['a district in the cell of the name', council, 'Marta Quintero (District 2),Council Member,Mesa,AZ', {}, `${az}place:mesa`, 'council-member', '2', 'council_district:2'],
  ['a district behind the name', council, '"Marta Quintero, District 2",Council Member,Mesa,AZ', {}, `${az}place:mesa`, 'council-member', '2', 'council_district:2'],
  ['a district in a column nobody knows', 'Name,Title,City,State,Area', 'Marta Quintero,Council Member,Mesa,AZ,District 6', {}, `${az}place:mesa`, 'council-member', '6', 'council_district:6'],
  ['a district of the state’s beside it is not the council’s', 'Name,Title,City,State,Senate District', 'Marta Quintero,Council Member,Mesa,AZ,District 6', {}, `${az}place:mesa`, 'council-member', ''],
  ['a column for supervisorial districts', 'Name,Title,County,State,Supervisorial District', 'Lee Okafor,Supervisor,Maricopa,AZ,2', {}, `${az}county:maricopa`, 'county-supervisor', '2', 'council_district:2'],
  ['"Commissioner District 3" in the column for districts', 'Name,Title,County,State,District', 'Lee Okafor,Commissioner,Maricopa,AZ,Commissioner District 3', {}, `${az}county:maricopa`, 'county-supervisor', '3', 'council_district:3'],
  ['title and column say the same ward', 'Name,Title,City,State,District', 'Marta Quintero,"Alderman, Ward 4",Mesa,AZ,4', {}, `${az}place:mesa`, 'council-member', 'Ward 4', 'ward:4'],
  ['a countywide seat', 'Name,Title,County,State,District', 'Lee Okafor,Commissioner,Maricopa,AZ,Countywide', {}, `${az}county:maricopa`, 'county-supervisor', 'At-large'],
  ['a mayor at large stands for the city', 'Name,Title,City,State,District', 'Ana Paz,Mayor,Mesa,AZ,At-large', {}, `${az}place:mesa`, 'mayor', ''],
  ['an id that ends in a council district keeps it', byId, `Marta Quintero,Council Member,${us}/state:az/place:mesa/council_district:1`, {}, `${az}place:mesa`, 'council-member', '1', 'council_district:1'],
  ['an id that ends in a county’s council district', byId, `Lee Okafor,Supervisor,${us}/state:tx/county:travis/council_district:1`, {}, `${tx}county:travis`, 'county-supervisor', '1', 'council_district:1'],
  ['an id of a kind of district that few use', byId, `Lee Okafor,Commissioner,${us}/state:tx/county:travis/commissioner_district:3`, {}, `${tx}county:travis`, 'county-supervisor', '3', 'commissioner_district:3'],
  ['an id of a district in a district', byId, `Marta Quintero,Alderman,${us}/state:wi/place:madison/ward:3/precinct:5`, {}, 'state:wi/place:madison', 'council-member', 'Ward 3 Precinct 5', 'ward:3/precinct:5'],
  ['an id of a district by name', byId, `Marta Quintero,Council Member,${us}/state:az/place:mesa/council_district:north_side`, {}, `${az}place:mesa`, 'council-member', 'North Side', 'council_district:north_side'],
  ['an id of a seat at large', byId, `Marta Quintero,Council Member,${us}/state:az/place:mesa/council_district:at_large`, {}, `${az}place:mesa`, 'council-member', 'At-large'],
  ['an id of a town in a county', byId, `Ana Paz,Trustee,${us}/state:wi/county:dane/place:madison`, {}, 'state:wi/county:dane/place:madison', 'council-member', ''],
  ['an id of a jurisdiction, under a nested heading', 'name,roles.0.type,roles.0.jurisdiction,roles.0.district', 'Ana Paz,mayor,ocd-jurisdiction/country:us/state:il/place:o_fallon/government,', {}, 'state:il/place:o~fallon', 'mayor', ''],
  ['an id under the heading division_ocdid', 'name,office,division_ocdid', `Inés Vega,sheriff,${us}/state:tx/county:travis`, {}, `${tx}county:travis`, 'sheriff', ''],
  ['a Census number that lost its zero', 'Name,Office,GEOID', 'Inés Vega,Sheriff,4013', {}, `${az}county:maricopa`, 'sheriff', ''],
  ['a heading that is the post', 'County,Sheriff,Phone,State', 'Travis,Inés Vega,512-555-0101,TX', {}, `${tx}county:travis`, 'sheriff', ''],
  ['a post beside the name', 'Name,County,State', 'Sheriff Inés Vega,Travis,TX', {}, `${tx}county:travis`, 'sheriff', ''],
  ['a post that names its county', 'Name,Title,State', 'Inés Vega,Travis County Sheriff,TX', {}, `${tx}county:travis`, 'sheriff', ''],
  ['an organization that names its county, with a mailing city', 'Name,Title,Organization,Address,City,State,Zip', 'Inés Vega,Sheriff,Travis County Sheriff’s Office,P.O. Box 1748,Austin,TX,78767', {}, `${tx}county:travis`, 'sheriff', ''],
  ['a place that says what it is', 'Name,Office,Place,State', 'Ana Paz,Mayor,City of Austin,TX', {}, `${tx}place:austin`, 'mayor', ''],
  ['a place without a word, by its post', 'Name,Office,Place,State', 'Inés Vega,Sheriff,Maricopa,AZ', {}, `${az}county:maricopa`, 'sheriff', ''],
  ['the same place, the other post', 'Name,Office,Place,State', 'Ana Paz,Mayor,Maricopa,AZ', {}, `${az}place:maricopa`, 'mayor', ''],
  ['a city that is a county too has a sheriff', 'Name,Office,City,State', 'Inés Vega,Sheriff,Alexandria,VA', {}, 'state:va/place:alexandria', 'sheriff', ''],
  ['a parish', 'Name,Office,Parish,State', 'Inés Vega,Sheriff,Orleans,LA', {}, 'state:la/parish:orleans', 'sheriff', ''],
  ['a council member of a county without cities in its list', board, 'Lee Okafor,"Council Member, District 1",Howard,MD', {}, 'state:md/county:howard', 'county-supervisor', '1', 'council_district:1'],
  ['"County Council Member", mail or not', withMail, 'Howard,County Council Member,Lee,Okafor,100 Main St,Ellicott City,MD,21043,', {}, 'state:md/county:howard', 'county-supervisor', ''],
  ['a town supervisor is the town’s', 'Name,Office,Town,State', 'Ana Paz,Town Supervisor,Ulysses,NY', {}, 'state:ny/county:tompkins/place:ulysses', 'mayor', ''],
  ['county police have a chief', board, 'Ana Paz,County Police Chief,Fairfax,VA', {}, 'state:va/county:fairfax', 'police-chief', ''],
  ['county police by their agency', 'State,County,Agency,Phone', 'VA,Fairfax County,fairfax county police,703-555-0101', {}, 'state:va/county:fairfax', 'police-chief', ''],
  ['city police by their agency, with a county column', 'State,County,Agency,Phone', 'TX,Travis County,austin police,512-555-0101', {}, `${tx}place:austin`, 'police-chief', ''],
  ['a borough is a town outside Alaska', 'State,County,Agency,Phone', 'PA,Lancaster,Manheim Borough Police,717-555-0101', {}, 'state:pa/place:manheim', 'police-chief', ''],
  ['a council member who sits on a parks board is a council member', council, 'Ana Paz,"Council Member, Parks Board",Mesa,AZ', {}, `${az}place:mesa`, 'council-member', ''],
  ['a clerk of an organization that is named is another post', 'Name,Title,Organization,City,State', 'Ana Paz,Clerk of the Council,Mesa City Council,Mesa,AZ', {}, `${az}place:mesa`, 'other', ''],
] as [string, string, string, Partial<RosterOptions>, string, string, string, string?][])('lands right: %s', ([, head, line, options, place, role, district, inside]) => {
  const { row, problems } = readLine(head, line, options)
  expect(problems).toEqual([])
  expect(row).toMatchObject({ placeId: `${us}/${place}`, role, district, divisionId: inside ? `${us}/${place}/${inside}` : `${us}/${place}` })
})

/** Refused or asked about: what is wrong, in which field. */
test.for([
  ['a sheriff with nothing but a city', council, 'Inés Vega,Sheriff,Austin,TX', {}, 'place-needs-county', 'city'],
  ['a supervisor with nothing but a city', council, 'Lee Okafor,Supervisor,Mesa,AZ', {}, 'place-needs-county', 'city'],
  ['a district attorney with nothing but a city', council, 'Ana Paz,District Attorney,Austin,TX', {}, 'place-needs-county', 'city'],
  ['a mayor with nothing but a county', board, 'Ana Paz,Mayor,Travis,TX', {}, 'place-needs-city', 'county'],
  ['a police chief with nothing but a county', board, 'Ana Paz,Police Chief,Travis,TX', {}, 'place-needs-city', 'county'],
  ['a mayor whose only city is where mail goes', 'Name,Office,Address,City,State,Zip', 'Ana Paz,Mayor,100 Main St,Austin,TX,78701', {}, 'place-only-mail', null],
  ['a mayor with a county and a mailing city', withMail, 'Travis,Mayor,Ana,Paz,100 Main St,Austin,TX,78701,', {}, 'place-needs-city', 'county'],
  ['a council member with a county and a mailing city: whose council?', withMail, 'Travis,Council Member,Ana,Paz,100 Main St,Austin,TX,78701,', {}, 'place-needs-city', 'county'],
  ['a commissioner with a county and a city: whose?', plainHead, 'Ana Paz,Commissioner,Travis,Austin,TX', {}, 'place-which', null],
  ['a board president with a county and a city: whose?', plainHead, 'Ana Paz,President,Travis,Austin,TX', {}, 'place-which', null],
  ['a sheriff of a "City of"', 'Name,Office,Place,State', 'Inés Vega,Sheriff,City of Austin,TX', {}, 'place-needs-county', 'place'],
  ['a mayor of a "County"', 'Name,Office,Place,State', 'Ana Paz,Mayor,Travis County,TX', {}, 'place-needs-city', 'place'],
  ['a city in the column for counties', board, 'Inés Vega,Sheriff,City of Austin,TX', {}, 'place-needs-county', 'county'],
  ['a county in the column for cities', council, 'Ana Paz,Mayor,Travis County,TX', {}, 'place-needs-city', 'city'],
  ['a city that is not in that county', plainHead, 'Ana Paz,Mayor,Travis,Bellville,TX', {}, 'place-elsewhere', 'city'],
  ['a place id nobody knows is not its state', byId, `Ana Paz,Mayor,${us}/state:ca/place:atlantis`, {}, 'id-not-found', 'division_id'],
  ['a county id nobody knows is not its state', byId, `Inés Vega,Sheriff,${us}/state:tx/county:atlantis`, {}, 'id-not-found', 'division_id'],
  ['a district of a place nobody knows is neither', byId, `Ana Paz,Council Member,${us}/state:ca/place:atlantis/council_district:1`, {}, 'id-not-found', 'division_id'],
  ['a place in a county nobody knows is not the county', byId, `Ana Paz,Mayor,${us}/state:tx/county:travis/place:atlantis`, {}, 'id-not-found', 'division_id'],
  ['an unknown id beside a known city', 'Name,Office,ocd_id,City,State', `Ana Paz,Mayor,${us}/state:ca/place:atlantis,Austin,TX`, {}, 'id-not-found', 'division_id'],
  ['a Census number nobody has', 'Name,Office,GEOID', 'Inés Vega,Sheriff,48999', {}, 'id-not-found', 'division_id'],
  ['a whole state', byId, `Ana Paz,Mayor,${us}/state:ca`, {}, 'place-is-state', null],
  ['a sheriff with a city’s id', byId, `Inés Vega,Sheriff,${us}/state:tx/place:austin`, {}, 'place-needs-county', null],
  ['a mayor with a county’s id', byId, `Ana Paz,Mayor,${us}/state:tx/county:travis`, {}, 'place-needs-city', null],
  ['a supervisor with a city’s id', byId, `Lee Okafor,Supervisor,${us}/state:ca/place:los_angeles`, {}, 'place-needs-county', null],
  ['id and county differ', 'Name,Office,ocd_id,County,State', `Inés Vega,Sheriff,${us}/state:tx/county:travis,Williamson,TX`, {}, 'place-differs', 'county'],
  ['county and organization differ', 'Name,Title,Organization,County,State', 'Inés Vega,Sheriff,Travis County Sheriff’s Office,Williamson,TX', {}, 'place-differs', 'county'],
  ['county and post differ', board, 'Inés Vega,Travis County Sheriff,Williamson,TX', {}, 'place-differs', 'county'],
  ['county and agency differ', 'State,County,Agency,Phone', 'TX,Williamson County,travis county sheriff,512-555-0101', {}, 'place-differs', 'county'],
  ['id and column name two districts', 'Name,Office,ocd_id,District', `Ana Paz,Council Member,${us}/state:az/place:mesa/council_district:1,2`, {}, 'district-differs', 'district'],
  ['title and column name two districts', 'Name,Title,City,State,District', 'Ana Paz,"Council Member, District 3",Mesa,AZ,4', {}, 'district-differs', 'title'],
  ['a ward and a precinct are two things', 'Name,Title,City,State,District', 'Ana Paz,"Council Member, Ward 3",Mesa,AZ,Precinct 3', {}, 'district-differs', 'title'],
  ['two districts in one title', board, 'Lee Okafor,"Supervisor, Districts 3 and 4",Maricopa,AZ', {}, 'district-unclear', 'title'],
  ['two districts in one cell', 'Name,Title,County,State,District', 'Lee Okafor,Supervisor,Maricopa,AZ,3 & 4', {}, 'district-unclear', 'district'],
  ['another body’s district in the column', 'Name,Title,City,State,District', 'Ana Paz,Council Member,Mesa,AZ,Congressional District 3', {}, 'district-unclear', 'district'],
  ['a number that is no district', 'Name,Title,City,State,District', 'Ana Paz,Council Member,Mesa,AZ,1859409182.2929688', {}, 'district-unclear', 'district'],
  ['a school district in an id', byId, `Ana Paz,Council Member,${us}/state:az/place:mesa/school_district:4`, {}, 'district-unclear', 'division_id'],
  ['a sheriff of one district', 'Name,Title,County,State,District', 'Inés Vega,Sheriff,Travis,TX,3', {}, 'district-not-theirs', 'district'],
  ['a mayor of one ward', council, 'Ana Paz,"Mayor, Ward 2",Mesa,AZ', {}, 'district-not-theirs', 'title'],
  ['a sheriff with a district’s id', byId, `Inés Vega,Sheriff,${us}/state:tx/county:travis/council_district:1`, {}, 'district-not-theirs', 'division_id'],
  ['a state legislator', board, 'Ana Paz,State Representative,Travis,TX', {}, 'role-not-local', 'role'],
  ['a state legislator by id', byId, `Ana Paz,lower,${us}/state:ca/sldl:12`, {}, 'role-not-local', 'role'],
  ['an attorney general', 'Name,Title,State', 'Ana Paz,Attorney General,TX', {}, 'role-not-local', 'role'],
  ['a state’s commissioner', board, 'Ana Paz,Insurance Commissioner,Travis,TX', {}, 'role-not-local', 'role'],
  ['a former sheriff', board, 'Inés Vega,Former Sheriff,Travis,TX', {}, 'role-not-now', 'role'],
  ['a sheriff-elect', board, 'Inés Vega,Sheriff-Elect,Travis,TX', {}, 'role-not-now', 'role'],
  ['"(former)" beside the name', board, 'Inés Vega (former),Sheriff,Travis,TX', {}, 'role-not-now', 'name'],
  ['a candidate', council, 'Ana Paz,Candidata a alcaldesa,Mesa,AZ', {}, 'role-not-now', 'role'],
  ['a clerk of the board', board, 'Ana Paz,Clerk of the Board of Supervisors,Maricopa,AZ', {}, 'role-staff', 'role'],
  ['the clerk, the other way round', board, 'Ana Paz,"Board of Supervisors, Clerk",Maricopa,AZ', {}, 'role-staff', 'role'],
  ['a sheriff’s captain', board, 'Ana Paz,"Captain, Sheriff’s Office",Travis,TX', {}, 'role-staff', 'role'],
  ['a supervisor of elections', board, 'Ana Paz,Supervisor of Elections,Lee,FL', {}, 'role-special', 'role'],
  ['a supervisor of soil and water', board, 'Ana Paz,"Supervisor, Soil and Water Conservation District",Lee,FL', {}, 'role-special', 'role'],
  ['a school board member', board, 'Ana Paz,"School Board Member, District 2",Lee,FL', {}, 'role-special', 'role'],
  ['a tax commissioner', board, 'Ana Paz,Tax Commissioner,Travis,TX', {}, 'role-special', 'role'],
  ['a police commissioner sits on another board', council, 'Ana Paz,Police Commissioner,Mesa,AZ', {}, 'role-special', 'role'],
  ['a judge of a county’s court', board, 'Ana Paz,County Judge,Lee,FL', {}, 'role', 'role'],
  ['a post nobody knows', board, 'Ana Paz,Surveyor,Travis,TX', {}, 'role', 'role'],
  ['no place at all', 'Name,Office,State', 'Inés Vega,Sheriff,TX', {}, 'place', null],
  ['a city’s sheriff in the list of sheriffs', 'Sheriff,City,State', 'Inés Vega,Austin,TX', {}, 'place-needs-county', 'city'],
] as [string, string, string, Partial<RosterOptions>, string, string | null][])('is asked about: %s', ([, head, line, options, reason, field]) => {
  const { row, problems } = readLine(head, line, options)
  expect(row).toBeNull()
  expect(problems[0]).toMatchObject({ reason, field })
})

test('what a line has no use for is named: cells, and parts of cells', () => {
  expect(readLine(plainHead, 'Inés Vega,Sheriff,Travis,Austin,TX').row).toMatchObject({ unused: ['city'] })
  expect(readLine(plainHead, 'Ana Paz,Mayor,Travis,Austin,TX').row).toMatchObject({ unused: [] })
  const said = (head: string, line: string) => readLine(head, line).problems.map(({ reason, field, text }) => `${reason} ${field}: ${text}`)
  expect(said('Name,Title,City,State,District', 'Ana Paz (D),Council Member,Mesa,AZ,District 3: north of the river')).toEqual(['not-understood name: D', 'not-understood district: north of the river'])
  expect(said('Name,Title,City,State,Email', 'Ana Paz,Mayor,Mesa,AZ,ask the front desk; ana@example.org')).toEqual(['not-understood email: ask the front desk'])
  expect(said('Name,Title,City,State,Email', 'Ana Paz,Mayor,Mesa,AZ,Ana Paz <ana@example.org>')).toEqual([])
  expect(said('Name,Title,City,State,OCD ID', 'Ana Paz,Mayor,Mesa,AZ,pending')).toEqual(['not-understood division_id: pending'])
  expect(said('Name,Title,City,State,Agency', 'Ana Paz,Mayor,Mesa,AZ,Fourth floor')).toEqual(['not-understood agency: Fourth floor'])
})

test('the parts of an address are put together, and what is said beside a role stays in the title', () => {
  const { row } = readLine(withMail, 'Travis,"Sheriff (Acting), Constable",Inés,Vega,P.O. Box 1748,Austin,TX,78767,512-555-0101')
  expect(row?.contacts.find(({ kind }) => kind === 'address')?.value).toBe('P.O. Box 1748\nAustin, TX 78767')
  expect(row?.title).toBe('Sheriff (Acting), Constable')
  expect(readLine(board, 'Lee Okafor,"Commissioner, District 3",Maricopa,AZ').row?.title).toBe('Commissioner')
  expect(readLine(council, 'Marta Quintero,"Council Member, Place 3",Austin,TX').row).toMatchObject({ title: 'Council Member', seat: '3' })
})
