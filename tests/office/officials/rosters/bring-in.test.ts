import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { purgeListLines } from '~/office/lists/purge-list-lines.server'
import { countLines } from '~/office/officials/rosters/count-lines.server'
import { rosterTemplate } from '~/office/officials/rosters/lines/roster-template'
import { RosterPage } from '~/office/officials/rosters/roster-page'
import type { Roster } from '~/office/officials/rosters/rosters.server'
import { workOnRosters } from '~/office/officials/rosters/run-roster.server'
import { countStale } from '~/officials/posts/stale-queue.server'
import { emptyForm } from '~/ui/forms/form-state'
import { test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { cholla, place, sheriff } from '../../../support/officials'
import { act, bringIn, letGo, outcomesOf, reasonsOf } from '../../../support/rosters'
import { workbook, zip } from '../../../support/workbook'

const ocotillo = 'ocd-division/country:us/state:az/place:nopal'
const heads = 'Name,Office,District,State,City,Phone,Email,Term ends'

async function omar(world: World): Promise<string> {
  await place(world.db, cholla, 'Cholla County', 'county')
  await place(world.db, ocotillo, 'Nopal', 'place')
  return (await organizer(world, 'organizer', await groupOf(world, 'network'))).token
}

/** Who sits where now, and who did. */
async function holders(world: World) {
  const { rows } = await sql<{ seat: string; name: string; ended: string | null }>`
    select trim(concat_ws(' ', post.role, post.district, post.seat)) as seat, official.name, ended_on as ended from membership join post on post.id = post_id join official on official.id = official_id
    join organization on organization.id = organization_id where organization.division_id in (${cholla}, ${ocotillo}) order by 1, ended_on nulls first, 2
  `.execute(world.db)
  return rows.map(({ seat, name, ended }) => `${seat}: ${name}${ended ? ` until ${ended}` : ''}`).sort()
}

test('the project’s own CSV comes in as it is downloaded, and 911 stays out of it', async ({ world }) => {
  const token = await omar(world)
  const template = await call(world, officeRoute('office.officials.template[.]csv').loader!, { token })
  expect(template.body).toBe(rosterTemplate().slice(1))
  const id = await bringIn(world, token, {
    files: [
      {
        name: 'officials.csv',
        bytes: rosterTemplate()
          .replaceAll('Saguaro County', 'Cholla County')
          .replace('(602) 555-0140', '911; 602-555-0199 dispatch'),
      },
    ],
    options: { sourceUrl: '', checkedOn: '' },
  })
  expect(await reasonsOf(world, id)).toEqual({ 2: ['emergency', 'emergency'] })
  await letGo(world, token, id)
  expect(
    await world.db
      .selectFrom('contact_detail')
      .select(['kind', 'value', 'extension', 'source_url', 'checked_on'])
      .where('source_url', '=', 'https://example.org/saguaro/officials')
      .where('value', 'in', ['+16025550141', 'sheriff.vance@example.org'])
      .orderBy('kind', 'desc')
      .execute(),
  ).toContainEqual({
    kind: 'voice',
    value: '+16025550141',
    extension: '2',
    source_url: 'https://example.org/saguaro/officials',
    checked_on: '2026-11-24',
  })
  expect(
    (await world.db.selectFrom('contact_detail').select('value').execute()).filter(({ value }) =>
      /911|0199/.test(value),
    ),
  ).toEqual([])
})

test('a list that says neither source nor day is asked for both before a line of it is read, and nothing chosen is lost', async ({
  world,
}) => {
  const token = await omar(world)
  const form = new FormData()
  form.append('pasted', `${heads}\nLee Okafor,Council,1,AZ,Nopal,602 555 0151,,`)
  const taken = await call(world, officeRoute('office.officials.imports._index').action!, { token, fields: form })
  const id = taken.location!.split('/').at(-1)!
  const fields = {
    intent: 'check',
    sourceUrl: '',
    checkedOn: '',
    place: 'Nopal',
    column_name: '0',
    column_role: '1',
    column_district: '2',
    column_state: '3',
    column_place: '4',
  }
  const checks = (more: Record<string, string> = {}) =>
    call(world, officeRoute('office.officials.imports.$id').action!, {
      token,
      params: { id },
      fields: { ...fields, ...more },
    })
  const refused = await checks()
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({
    form: { values: fields, errors: [{ field: 'sourceUrl' }, { field: 'checkedOn' }] },
  })
  expect((await checks({ sourceUrl: 'https://example.org/council' })).body).toMatchObject({
    form: { errors: [{ field: 'checkedOn' }] },
  })
  expect(await reasonsOf(world, id)).toEqual({})
  expect((await checks({ sourceUrl: 'https://example.org/council', checkedOn: '2026-11-20' })).status).toBe(303)
})

test('a line whose cells for source and day are empty is refused, and nothing of it can be let go', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await bringIn(world, token, {
    pasted: `${heads},Source,Checked on\nLee Okafor,Council,1,AZ,Nopal,602 555 0151,,,,`,
    options: { sourceUrl: '', checkedOn: '' },
  })
  expect(await reasonsOf(world, id)).toEqual({ 2: ['source', 'checked-on'] })
  await letGo(world, token, id)
  expect(await outcomesOf(world, id)).toEqual({ bad: 1 })
})

test('a successor ends a term, a vacancy too, an older list changes nothing, and nothing is ever deleted', async ({
  world,
}) => {
  const token = await omar(world)
  const list = async (lines: string, checkedOn: string) =>
    letGo(
      world,
      token,
      await bringIn(world, token, { pasted: `Name,Role,State,County\n${lines}`, options: { checkedOn } }),
    )
  await list('Ida Vance,Sheriff,AZ,Cholla', '2026-03-01')
  await list('Max Roe,Alguacil,Arizona,Condado de Cholla', '2026-06-01')
  expect(await holders(world)).toEqual(['sheriff: Ida Vance until 2026-06-01', 'sheriff: Max Roe'])
  await list('Ida Vance,Sheriff,AZ,Cholla', '2026-04-01')
  expect(await holders(world)).toEqual(['sheriff: Ida Vance until 2026-06-01', 'sheriff: Max Roe'])
  await list('Vacant,Sheriff,AZ,Cholla', '2026-07-01')
  expect(await holders(world)).toEqual(['sheriff: Ida Vance until 2026-06-01', 'sheriff: Max Roe until 2026-07-01'])
})

test('a list that is pasted with an empty first heading keeps its columns apart', async ({ world }) => {
  const token = await omar(world)
  const pasted = '\tName\tRole\tState\tCounty\n1\tIda Vance\tSheriff\tAZ\tCholla'
  await letGo(world, token, await bringIn(world, token, { pasted }))
  expect(await holders(world)).toEqual(['sheriff: Ida Vance'])
})

test('a post that a list says is vacant is not asked about, until somebody holds it again', async ({ world }) => {
  const token = await omar(world)
  const list = async (name: string, checkedOn: string) => {
    const pasted = `Name,Role,State,County\n${name},Sheriff,AZ,Cholla`
    const id = await bringIn(world, token, { pasted, options: { checkedOn } })
    await letGo(world, token, id)
    return outcomesOf(world, id)
  }
  const vacantOn = async () =>
    (
      await sql<{ day: string | null }>`
        select vacant_checked_on as day from post join division on division.id = division_id where role = 'sheriff' and division.name like 'Cholla%'
      `.execute(world.db)
    ).rows[0]?.day
  const asked = await countStale(world.db, 90, world.at)
  await list('VACANT', '2026-11-20')
  expect(await vacantOn()).toBe('2026-11-20')
  expect(await countStale(world.db, 90, world.at)).toBe(asked)
  expect(await list('VACANT', '2026-11-20')).toEqual({ unchanged: 1 })
  // An older list does not fill a post that was found vacant since.
  expect(await list('Ida Vance', '2026-03-01')).toEqual({ unchanged: 1 })
  expect(await vacantOn()).toBe('2026-11-20')
  await list('Ida Vance', '2026-11-21')
  expect(await vacantOn()).toBeNull()
})

test('whoever takes office on a day to come does not replace who holds the post today', async ({ world }) => {
  const token = await omar(world)
  const list = async (lines: string) => {
    const id = await bringIn(world, token, { pasted: `Name,Role,State,County,Start date\n${lines}` })
    await letGo(world, token, id)
    return reasonsOf(world, id)
  }
  await list('Ida Vance,Sheriff,AZ,Cholla,1/5/21')
  expect(await list('Max Roe,Sheriff,AZ,Cholla,1/4/27')).toEqual({ 2: ['role-not-now'] })
  expect(await holders(world)).toEqual(['sheriff: Ida Vance'])
})

test('a complete list ends those it does not name, but nobody whose line could not be read', async ({ world }) => {
  const token = await omar(world)
  const members = (names: string[]) =>
    `${heads}\n${names.map((name) => `${name},Council Member,At-large,AZ,Nopal,,,`).join('\n')}`
  await letGo(
    world,
    token,
    await bringIn(world, token, { pasted: members(['Lee Okafor', 'Marta Quintero', 'June Abbott', 'Sol Ríos']) }),
  )
  expect(await holders(world)).toEqual([
    'council-member At-large 2: Marta Quintero',
    'council-member At-large 3: June Abbott',
    'council-member At-large 4: Sol Ríos',
    'council-member At-large: Lee Okafor',
  ])
  const id = await bringIn(world, token, {
    pasted: `${members(['Lee Okafor', 'Sol Rios', 'New Name'])}\nJune Abbott,Council Member,At-large,AZ,Nopal,,,some day`,
    options: { checkedOn: '2026-11-22', isComplete: '1' },
  })
  const { body } = await call(world, officeRoute('office.officials.imports.$id').loader!, { token, params: { id } })
  expect(body).toMatchObject({ roster: { left: [{ name: 'Marta Quintero' }] } })
  await letGo(world, token, id)
  expect(await holders(world)).toEqual([
    'council-member At-large 2: Marta Quintero until 2026-11-22',
    'council-member At-large 2: New Name',
    'council-member At-large 3: June Abbott',
    'council-member At-large 4: Sol Ríos',
    'council-member At-large: Lee Okafor',
  ])
})

/** The page of a list, as an organizer reads it. */
async function pageOf(world: World, token: string, id: string): Promise<string> {
  const { roster } = (await call(world, officeRoute('office.officials.imports.$id').loader!, { token, params: { id } }))
    .body as { roster: Roster }
  return renderToStaticMarkup(
    createElement(RosterPage, {
      t: translator('en'),
      lang: 'en',
      form: emptyForm,
      roster,
      show: 'all',
      mayEdit: true,
    }),
  ).replace(/<[^>]*>/g, '')
}

test.for([
  [
    'a quote that stays open',
    '"June Abbott,Council Member,2,AZ,Nopal,,,',
    'No one leaves office because of this list: line 3',
  ],
  [
    'a line without a name',
    ',Council Member,2,AZ,Nopal,911,,',
    'No one leaves office in Nopal because of this list: line 3',
  ],
  [
    'who is only elected',
    'Max Roe,Council Member-elect,2,AZ,Nopal,,,',
    'No one leaves office in Nopal because of this list: line 3',
  ],
] as const)(
  'a complete list ends nobody where it has %s, and says so before and after',
  async ([, line, said], { world }) => {
    const token = await omar(world)
    const lee = 'Lee Okafor,Council Member,1,AZ,Nopal,,,'
    await letGo(
      world,
      token,
      await bringIn(world, token, { pasted: `${heads}\n${lee}\nJune Abbott,Council Member,2,AZ,Nopal,,,` }),
    )
    const id = await bringIn(world, token, {
      pasted: `${heads}\n${lee}\n${line}`,
      options: { checkedOn: '2026-11-22', isComplete: '1' },
    })
    expect(await pageOf(world, token, id)).toContain(said)
    await letGo(world, token, id)
    expect(await holders(world)).toEqual(['council-member 1: Lee Okafor', 'council-member 2: June Abbott'])
    expect(await pageOf(world, token, id)).toContain(said)
  },
)

test('a complete list ends nobody whose post it lists without a name, and everybody else it does not name', async ({
  world,
}) => {
  const token = await omar(world)
  const member = (name: string, district: number, phone = '') =>
    `${name},Council Member,${district},AZ,Nopal,${phone},,`
  const all = [member('Lee Okafor', 1), member('June Abbott', 2), member('Sol Ríos', 3)]
  await letGo(world, token, await bringIn(world, token, { pasted: [heads, ...all].join('\n') }))
  const id = await bringIn(world, token, {
    pasted: [heads, all[0], member('', 2, '602 555 0151')].join('\n'),
    options: { checkedOn: '2026-11-22', isComplete: '1' },
  })
  await letGo(world, token, id)
  expect(await holders(world)).toEqual([
    'council-member 1: Lee Okafor',
    'council-member 2: June Abbott',
    'council-member 3: Sol Ríos until 2026-11-22',
  ])
})

test('two people for one seat, and the same person twice, are told apart before anything is written', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await bringIn(world, token, {
    pasted: `${heads}\nLee Okafor,Council,1,AZ,Nopal,,,\nMarta Quintero,Council,District 1,AZ,Nopal,,,\nLEE OKAFOR,Concejal,01,AZ,Nopal,,,`,
  })
  expect(await reasonsOf(world, id)).toEqual({ 3: ['seat-taken'], 4: ['repeated'] })
})

test('two other posts of one place are two: neither is the other’s second line, nor ends with the other’s complete list', async ({
  world,
}) => {
  const token = await omar(world)
  const list = 'Name,Title,Organization,State,City'
  const clerk = 'Ana Paz,City Clerk,Office of the Clerk,AZ,Nopal'
  const manager = 'Ana Paz,City Manager,Office of the Manager,AZ,Nopal'
  const id = await bringIn(world, token, { pasted: [list, clerk, manager].join('\n') })
  expect(await outcomesOf(world, id)).toEqual({ good: 2 })
  await letGo(world, token, id)
  await letGo(
    world,
    token,
    await bringIn(world, token, {
      pasted: [list, clerk.replace('Ana Paz', 'Sol Ríos')].join('\n'),
      options: { checkedOn: '2026-11-22', isComplete: '1' },
    }),
  )
  expect(await holders(world)).toEqual(['other: Ana Paz', 'other: Ana Paz until 2026-11-22', 'other: Sol Ríos'])
})

test('a number that its own source no longer names is put in doubt; one that is confirmed gets the new date', async ({
  world,
}) => {
  const token = await omar(world)
  const list = async (phones: string, checkedOn: string) =>
    letGo(
      world,
      token,
      await bringIn(world, token, {
        pasted: `Name;Role;State;County;Phone\nIda Vance;Sheriff;AZ;Cholla;"${phones}"`,
        options: { checkedOn },
      }),
    )
  await list('602 555 0141, 602 555 0142', '2026-03-01')
  await list('602 555 0141, 602 555 0143', '2026-06-01')
  expect(
    await world.db
      .selectFrom('contact_detail')
      .innerJoin('post', 'post.id', 'post_id')
      .select(['value', 'status', 'checked_on'])
      .where('division_id', '=', cholla)
      .where('source_url', 'like', '%lists%')
      .orderBy('value')
      .execute(),
  ).toEqual([
    { value: '+16025550141', status: 'fine', checked_on: '2026-06-01' },
    { value: '+16025550142', status: 'doubtful', checked_on: '2026-03-01' },
    { value: '+16025550143', status: 'fine', checked_on: '2026-06-01' },
  ])
})

const popolo = JSON.stringify({
  persons: [
    {
      id: 'p1',
      name: 'Lee Okafor',
      contact_details: [{ type: 'voice', value: '602-555-0151' }],
      sources: [{ url: 'https://example.org/lee' }],
    },
  ],
  organizations: [{ id: 'o1', name: 'Nopal City Council', classification: 'legislature', division_id: ocotillo }],
  memberships: [
    {
      person_id: 'p1',
      organization_id: 'o1',
      role: 'Council Member',
      post: { label: 'District 1' },
      start_date: '2025-01-06',
    },
  ],
})

test.for([
  [
    'UTF-16 with tabs',
    Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('Nombre\tCargo\tEstado\tCiudad\nLee Okafor\tConcejal\tAZ\tNopal', 'utf16le'),
    ]),
  ],
  [
    'UTF-16, the other end first',
    Buffer.concat([
      Buffer.from([0xfe, 0xff]),
      Buffer.from('Nombre\tCargo\tEstado\tCiudad\nLee Okafor\tConcejal\tAZ\tNopal', 'utf16le').swap16(),
    ]),
  ],
  ['CRLF, semicolons and a mark', '\ufeffName;Role;State;City\r\nLee Okafor;Council;AZ;Nopal\r\n'],
  [
    'a workbook with numbers',
    workbook([
      ['Name', 'Role', 'State', 'City', 'District'],
      ['Lee Okafor', 'Council', 'AZ', 'Nopal', 1],
    ]),
  ],
  ['Popolo', popolo],
  [
    'JSON of any shape',
    JSON.stringify({
      meta: { page: 1 },
      results: [{ name: 'Lee Okafor', office: 'Council Member', where: { state: 'AZ', city: 'Nopal' } }],
    }),
  ],
] as [string, string | Uint8Array][])('%s is read', async ([name, bytes], { world }) => {
  const token = await omar(world)
  const id = await bringIn(world, token, { files: [{ name: `list.${name}`, bytes }] })
  await letGo(world, token, id)
  expect((await holders(world)).map((line) => line.replace(/.*: /, ''))).toContain('Lee Okafor')
})

test('lines of a workbook are numbered as its rows are, blank ones are counted, and sheets that were not read are named', async ({
  world,
}) => {
  const token = await omar(world)
  const rows = [
    [],
    ['Name', 'Role', 'State', 'City'],
    [],
    ['Lee Okafor', 'Council', 'AZ', 'Nopal'],
    ['Sol Ríos', 'Council', 'AZ', 'Atlantis'],
  ]
  const id = await bringIn(world, token, {
    files: [{ name: 'list.xlsx', bytes: workbook(rows, { behind: ['same', 'empty'] }) }],
  })
  expect(await reasonsOf(world, id)).toEqual({ 5: ['no-cities'] })
  const page = await pageOf(world, token, id)
  expect(page).toContain('2 are blank')
  expect(page).toContain('This is the sheet “Sheet 1”. The workbook also has: Sheet 2.')
  expect(page).toContain('Bring in the cities and towns of all states')
})

test('lines that were pasted together from two programs keep their accents, and it is said which were guessed', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await bringIn(world, token, {
    files: [
      {
        name: 'mixed.csv',
        bytes: Buffer.concat([
          Buffer.from('Name,Role,State,City,District\nSol Ríos,Council,AZ,Nopal,1\n'),
          Buffer.from('Ana Núñez,Council,AZ,Nopal,2\n', 'latin1'),
        ]),
      },
    ],
  })
  await letGo(world, token, id)
  expect(await holders(world)).toEqual(['council-member 1: Sol Ríos', 'council-member 2: Ana Núñez'])
  expect(
    (await world.db.selectFrom('roster_import').select('warnings').executeTakeFirstOrThrow()).warnings,
  ).toContainEqual({
    warning: 'guessed-encoding',
    count: 1,
  })
})

test('a county’s list with mailing columns: the sheriff stays in her county, and what is not read is named', async ({
  world,
}) => {
  const token = await omar(world)
  const list = [
    'County,Office,First Name,Last Name,Mailing Address,City,State,Zip,Phone,Party',
    'Cholla,Sheriff,Inés,Vega,P.O. Box 1748,Nopal,AZ,85701,520-555-0101,D',
    ',,,,,,,,,',
    'Cholla,"Supervisor, District 3",Lee,Okafor,,Nopal,AZ,85701,520-555-0102,',
    'Cholla,Mayor,Ana,Paz,,Nopal,AZ,85701,520-555-0103,',
  ].join('\r\n')
  const id = await bringIn(world, token, { files: [{ name: 'county.csv', bytes: list }] })
  expect(await reasonsOf(world, id)).toEqual({ 5: ['place-needs-city'] })
  await letGo(world, token, id)
  expect(await holders(world)).toEqual(['county-supervisor 3: Lee Okafor', 'sheriff: Inés Vega'])
  const { rows } = await sql<{
    id: string
  }>`select post.division_id as id from post join organization on organization.id = organization_id where organization.division_id in (${cholla}, ${ocotillo}) order by 1`.execute(
    world.db,
  )
  expect(rows.map((row) => row.id)).toEqual([cholla, `${cholla}/council_district:3`])
  const { roster } = (await call(world, officeRoute('office.officials.imports.$id').loader!, { token, params: { id } }))
    .body as { roster: Roster }
  expect(roster).toMatchObject({ all: 3, warnings: [{ warning: 'blank', count: 1 }], unused: [] })
  for (const [lang, words] of [
    [
      'en',
      [
        'Not read from these columns: Party.',
        'The list has 4 lines below its headings. 1 is blank',
        'only a county is named: add the city',
      ],
    ],
    [
      'es',
      [
        'De estas columnas no se lee nada: Party.',
        'La lista tiene 4 líneas debajo de los encabezados. 1 está en blanco',
        'solo se indica un condado: agregue la ciudad',
      ],
    ],
  ] as const) {
    const page = renderToStaticMarkup(
      createElement(RosterPage, { t: translator(lang), lang, form: emptyForm, roster, show: 'all', mayEdit: true }),
    ).replace(/<[^>]*>/g, '')
    for (const word of words) expect(page).toContain(word)
  }
})

test('a cell a post has no need of is named, line by line and in sum; an emoji cut in two stops nothing', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await bringIn(world, token, {
    pasted: `Name,Title,County,City,State,Notes\nInés Vega,Sheriff,Cholla,Nopal,AZ,${'x'.repeat(2_000)}😀`,
  })
  expect(await outcomesOf(world, id)).toEqual({ good: 1 })
  const { roster } = (
    await call(world, officeRoute('office.officials.imports.$id').loader!, {
      token,
      params: { id },
      query: '?show=all',
    })
  ).body as { roster: Roster }
  expect(roster).toMatchObject({
    unused: [{ field: 'city', count: 1 }],
    warnings: [{ warning: 'cut', count: 1 }],
    lines: [{ understood: { unused: ['city'] } }],
  })
})

test('a cell that is too long to be kept is not read as if it ended there: its line is refused', async ({ world }) => {
  const token = await omar(world)
  const id = await bringIn(world, token, {
    pasted: `Name,Title,County,State,Address\nInés Vega,Sheriff,Cholla,AZ,${'x'.repeat(2_001)}`,
  })
  expect(await reasonsOf(world, id)).toEqual({ 2: ['line-too-long'] })
})

test('a list of which no line can be taken says so, not that all of it is known', async ({ world }) => {
  const token = await omar(world)
  const refused = await pageOf(
    world,
    token,
    await bringIn(world, token, { pasted: 'Name,Office,State\nNobody,Nothing,ZZ' }),
  )
  expect(refused).toContain('Nothing: no line can be imported.')
  expect(refused).not.toContain('already know')
})

test('what is no list is refused in a sentence', async ({ world }) => {
  const token = await omar(world)
  const refused = async (name: string, bytes: string | Uint8Array, copies = 1) => {
    const form = new FormData()
    for (let copy = 0; copy < copies; copy += 1) form.append('list', new File([bytes as BlobPart], name))
    const { status, body } = await call(world, officeRoute('office.officials.imports._index').action!, {
      token,
      fields: form,
    })
    return [status, (body as { form: { errors: { message: string }[] } }).form.errors[0]!.message]
  }
  expect(await refused('', '')).toEqual([422, 'rosterMissing'])
  expect(await refused('empty.csv', '')).toEqual([422, 'fileEmpty'])
  expect(await refused('headings.csv', `${heads}\n`)).toEqual([422, 'listEmpty'])
  expect(await refused('a.pdf', '%PDF-1.4\n\0\u0001binary\nmore')).toEqual([422, 'rosterUnreadable'])
  expect(await refused('bad.json', '{"a": [')).toEqual([422, 'rosterUnreadable'])
  expect(await refused('bad.yml', 'a: [\n')).toEqual([422, 'rosterUnreadable'])
  expect(await refused('two.xlsx', workbook([['a', 'b']]), 2)).toEqual([422, 'rosterUnreadable'])
  expect(await refused('bomb.xlsx', zip({ 'xl/workbook.xml': 'x' }, { claimed: 4_000_000_000 }))).toEqual([422, ''])
  expect(await refused('big.xlsx', Buffer.concat([workbook([['a', 'b']]), Buffer.alloc(21 * 1024 * 1024)]))).toEqual([
    422,
    'rosterTooBig',
  ])
})

test('lines that were not taken come back as a CSV that no spreadsheet takes for formulas', async ({ world }) => {
  const token = await omar(world)
  const id = await bringIn(world, token, { pasted: `${heads}\n"=HYPERLINK(""x"")",Council,1,AZ,Atlantis,,,` })
  const { body } = await call(world, officeRoute('office.officials.imports.$id.bad-lines[.]csv').loader!, {
    token,
    params: { id },
  })
  expect(body).toContain(`"'=HYPERLINK(""x"")"`)
  expect(body).toContain('City: this state’s cities are not known yet')
})

test('a worker that dies in the middle leaves nothing of that piece, and the next goes on without doubles', async ({
  world,
}) => {
  const token = await omar(world)
  const lines = Array.from(
    { length: 700 },
    (_, index) => `Person ${String.fromCharCode(65 + (index % 26))}${index},Council,${index + 1},AZ,Nopal,,,`,
  )
  const id = await bringIn(world, token, { pasted: [heads, ...lines].join('\n') })
  await act(world, token, id, { intent: 'run' })
  await workOnRosters(world.as.worker, world.at)
  const dying = new Proxy(world.db, {
    get: (db, name) =>
      name === 'transaction'
        ? () => ({
            execute: (work: (trx: unknown) => Promise<unknown>) =>
              db.transaction().execute(async (trx) => {
                await work(trx)
                throw Object.assign(new Error('killed'), { code: '57P01' })
              }),
          })
        : Reflect.get(db, name),
  })
  await expect(workOnRosters(dying, world.at)).rejects.toThrow('killed')
  expect(await holders(world)).toHaveLength(300)
  const runAll = async () => {
    while ((await workOnRosters(world.as.worker, world.at)) > 0);
  }
  await Promise.all([runAll(), runAll()])
  expect(await holders(world)).toHaveLength(700)
  expect(await outcomesOf(world, id)).toEqual({ done: 700 })
})

test('what is already known from the office is not doubled by a list', async ({ world }) => {
  const token = await omar(world)
  await sheriff(world.db)
  await letGo(
    world,
    token,
    await bringIn(world, token, {
      pasted: 'Name,Role,State,County,Phone\n"Vance, Ida",Sheriff,AZ,Cholla County,602-555-0123',
    }),
  )
  expect(
    await world.db.selectFrom('contact_detail').select('checked_on').where('value', '=', '+16025550123').execute(),
  ).toEqual([{ checked_on: '2026-11-20' }])
  expect((await holders(world)).filter((line) => line.includes('Ida Vance'))).toHaveLength(1)
})

test('ninety days after a list came in its lines are forgotten, and its report stays', async ({ world }) => {
  const token = await omar(world)
  const id = await bringIn(world, token, {
    pasted: `${heads}\nLee Okafor,Council,1,AZ,Nopal,602 555 0151,,\nMarta Quintero,Council,2,AZ,Nowhere,,,`,
  })
  await letGo(world, token, id)
  const report = async () =>
    (
      (
        await call(world, officeRoute('office.officials.imports.$id').loader!, {
          token,
          params: { id },
          query: '?show=all',
        })
      ).body as {
        roster: { outcomes: object; reasons: object; changes: object; lines: unknown[]; isForgotten: boolean }
      }
    ).roster
  const { lines, isForgotten, ...before } = await report()
  expect([lines.length, isForgotten]).toEqual([2, false])
  const after = (days: number) => new Date(world.at.getTime() + days * 86_400_000)
  const purge = (days: number) => purgeListLines(world.as.worker, { kind: 'roster', count: countLines }, after(days))
  expect(await purge(89)).toBe(0)
  expect([await purge(91), await purge(91)]).toEqual([1, 0])
  expect(await report()).toEqual({ ...before, lines: [], first: [], isForgotten: true })
})
