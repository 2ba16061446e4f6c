import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { policiesAsOf } from '~/campaigns/policies/policies.server'
import { translator } from '~/i18n/translator'
import { purgeListLines } from '~/office/lists/purge-list-lines.server'
import { PolicyListPage } from '~/office/policies/imports/policy-list-page'
import { countPolicyLines } from '~/office/policies/imports/policy-lists.server'
import { emptyForm } from '~/ui/forms/form-state'
import { localitiesMap } from '~/web/localities/localities-view.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import {
  actOnList,
  actOnPolicy,
  bringInList,
  fromMinutes,
  letListGo,
  listPage,
  pinal,
  workOnLists,
} from '../../support/policy-lists'
import { realCities } from '../../support/rosters'
import { hasNoSharedData, sharedData } from '../../support/shared-data'

const head = 'date,state,county,zip,agency,agency_id,ori,type,population_policed,operating_budget,agency_type'
const line = (date: string, state: string, county: string, agency: string, type = 'Task Force Model', ori = 'NA') =>
  `${date},${state},${county},NA,${agency},NA,${ori},${type},NA,NA,${agency.includes('sheriff') ? '(001) Sheriff' : 'NA'}`
const csv = (...lines: string[]) => [head, ...lines].join('\n')

function mapOf(world: World): Promise<string> {
  return localitiesMap(
    { db: world.as.web, now: () => world.at },
    { lang: 'es', state: '', query: new URLSearchParams() },
  )
}

async function omarOf(world: World) {
  return (await organizer(world, 'owner', await groupOf(world, 'network'))).token
}

async function stored(world: World) {
  const { rows } = await sql<Record<string, unknown>>`
    select division.name as place, division.state, agency, model, adopted_on as "adoptedOn", ended_on as "endedOn", checked_on as "checkedOn" from policy join division on division.id = division_id
    where removed_at is null order by 1, 2, adopted_on
  `.execute(world.db)
  return rows
}

async function reasons(world: World, id: string) {
  const { rows } = await sql<{ line: number; reason: string }>`
    select line, problem->>'reason' as reason from policy_import_row, jsonb_array_elements(problems) as problem where import_id = ${id} order by line
  `.execute(world.db)
  return Object.fromEntries(rows.map((row) => [row.line, row.reason]))
}

test('a roster of several days becomes one policy for each agreement, with what its days say and no more', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const id = await bringInList(
    world,
    omar,
    csv(
      line('2025-05-16 am', 'ARIZONA', 'Pinal County', 'pinal county sheriff'),
      line('2025-05-16 am', 'ARIZONA', 'Yuma County', 'yuma county sheriff', 'Warrant Service Officer'),
      line('2025-05-19 am', 'ARIZONA', 'Pinal County', 'pinal county sheriff'),
      line('2025-05-19 am', 'ARIZONA', 'Navajo County', 'navajo county sheriff', 'Jail Enforcement Model'),
    ),
  )
  await letListGo(world, omar, id)
  expect(await stored(world)).toEqual([
    {
      place: 'Navajo County',
      state: 'AZ',
      agency: 'Navajo County Sheriff',
      model: 'jail-enforcement',
      adoptedOn: '2025-05-19',
      endedOn: null,
      checkedOn: '2025-05-19',
    },
    {
      place: 'Pinal County',
      state: 'AZ',
      agency: 'Pinal County Sheriff',
      model: 'task-force',
      adoptedOn: '2025-05-16',
      endedOn: null,
      checkedOn: '2025-05-19',
    },
    {
      place: 'Yuma County',
      state: 'AZ',
      agency: 'Yuma County Sheriff',
      model: 'warrant-service',
      adoptedOn: '2025-05-16',
      endedOn: '2025-05-19',
      checkedOn: '2025-05-16',
    },
  ])
  const [yuma] = await policiesAsOf(world.as.web, '2025-05-16', 'AZ')
  expect(yuma!.adoptedNoLater).toBe(true)
})

test('sheriffs are found as lists spell them, and nothing is guessed', async ({ world }) => {
  const omar = await omarOf(world)
  const day = '2025-05-16'
  const id = await bringInList(
    world,
    omar,
    csv(
      line(day, 'LOUISIANA', 'St. Tammany Parish', 'saint tammany parish sheriff'),
      line(day, 'FLORIDA', 'NA', 'de soto county sheriffs office'),
      line(day, 'VIRGINIA', 'NA', 'hopewell county sheriff'),
      line(day, 'VIRGINIA', 'Richmond County', 'richmond county sheriff'),
      line(day, 'FLORIDA', 'Duval County', 'jacksonville sheriff'),
      line(day, 'MICHIGAN', 'Berrian County', 'berrian county sheriff'),
      line(day, 'PENNSYLVANIA', 'Bedford County', 'bradford county sheriff', 'Task Force Model', 'PA0080000'),
      line(day, 'PENNSYLVANIA', 'Bradford County', 'bradford county sheriff', 'Warrant Service Officer', 'PA0080000'),
      line(day, 'TENNESSEE', 'Macon County', 'madison county sheriff'),
      line(day, 'FLORIDA', 'NA', 'florida gulf coast university police'),
      line(day, 'ATLANTIS', 'NA', 'pinal county sheriff'),
      line(day, 'ARIZONA', 'NA', 'pinal county sheriff', 'Pending: Task Force Model'),
      line(day, 'ARIZONA', 'NA', 'arizona of corrections'),
    ),
  )
  await letListGo(world, omar, id)
  expect((await stored(world)).map(({ place, state }) => `${place}, ${state}`)).toEqual([
    'Arizona, AZ',
    'Bradford County, PA',
    'Bradford County, PA',
    'DeSoto County, FL',
    'Duval County, FL',
    'Hopewell City, VA',
    'Richmond County, VA',
    'St. Tammany Parish, LA',
  ])
  expect(await reasons(world, id)).toEqual({
    7: 'place-near',
    8: 'place-by-ori',
    10: 'place-differs',
    11: 'agency-no-locality',
    12: 'state',
    13: 'pending',
  })
})

test('a newer list ends what it no longer has, once somebody has said how many', async ({ world }) => {
  const omar = await omarOf(world)
  const first = ['pinal', 'yuma', 'navajo'].map((name) => line('2025-05-16', 'ARIZONA', 'NA', `${name} county sheriff`))
  await letListGo(world, omar, await bringInList(world, omar, csv(...first)))
  const again = await bringInList(world, omar, csv(...first))
  expect((await actOnList(world, omar, again, { intent: 'drop' })).location).toMatch(/imports$/)
  const id = await bringInList(world, omar, csv(line('2025-07-03', 'ARIZONA', 'NA', 'pinal county sheriff')))
  await actOnList(world, omar, id, { intent: 'run' }, 422)
  await letListGo(world, omar, id, { ends: '2' })
  expect((await stored(world)).map(({ place, endedOn, checkedOn }) => [place, endedOn, checkedOn])).toEqual([
    ['Navajo County', '2025-07-03', '2025-05-16'],
    ['Pinal County', null, '2025-07-03'],
    ['Yuma County', '2025-07-03', '2025-05-16'],
  ])
  await actOnList(world, omar, id, { intent: 'undo' })
  expect((await stored(world)).map(({ endedOn, checkedOn }) => [endedOn, checkedOn])).toEqual(
    Array.from({ length: 3 }, () => [null, '2025-05-16']),
  )
})

test('an agreement that one list left out is in force again once a newer one has it, and that can be undone', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const list = (day: string, ...names: string[]) =>
    [
      'date,state,agency,type,date signed',
      ...names.map((name) => `${day},ARIZONA,${name} county sheriff,Task Force Model,2019-05-01`),
    ].join('\n')
  await letListGo(world, omar, await bringInList(world, omar, list('2025-01-10', 'pinal', 'yuma')))
  await letListGo(world, omar, await bringInList(world, omar, list('2025-02-10', 'yuma')), { ends: '1' })
  const pinal = async () => (await stored(world)).find(({ place }) => place === 'Pinal County')
  expect(await pinal()).toMatchObject({ adoptedOn: '2019-05-01', endedOn: '2025-02-10' })
  const id = await bringInList(world, omar, list('2025-03-10', 'pinal', 'yuma'))
  await letListGo(world, omar, id)
  expect(await pinal()).toMatchObject({ endedOn: null, checkedOn: '2025-03-10' })
  await actOnList(world, omar, id, { intent: 'undo' })
  expect(await pinal()).toMatchObject({ endedOn: '2025-02-10', checkedOn: '2025-01-10' })
})

test('what the lists of one file end is asked for too, and named with the rest', async ({ world }) => {
  const omar = await omarOf(world)
  const pinal = line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff')
  await letListGo(world, omar, await bringInList(world, omar, csv(pinal)))
  const id = await bringInList(world, omar, csv(pinal, line('2025-05-19', 'ARIZONA', 'NA', 'yuma county sheriff')))
  await actOnList(world, omar, id, { intent: 'run' }, 422)
  await letListGo(world, omar, id, { ends: '1' })
  expect((await stored(world)).map(({ place, endedOn }) => [place, endedOn])).toEqual([
    ['Pinal County', '2025-05-19'],
    ['Yuma County', null],
  ])
})

test('half a list is refused until somebody says that it is meant, and a line nobody understood ends nothing', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const names = ['pinal', 'yuma', 'navajo', 'apache', 'cochise', 'coconino', 'gila', 'graham', 'greenlee']
  const all = names.map((name) => line('2025-05-16', 'ARIZONA', 'NA', `${name} county sheriff`))
  await letListGo(world, omar, await bringInList(world, omar, csv(...all)))
  const id = await bringInList(
    world,
    omar,
    csv(
      line('2025-07-03', 'ARIZONA', 'NA', 'pinal county sheriff'),
      line('2025-07-03', 'ARIZONA', 'Pima County', 'yuma county sheriff'),
    ),
  )
  await actOnList(world, omar, id, { intent: 'run', ends: '7' }, 422)
  await letListGo(world, omar, id, { ends: '7', shorter: '1' })
  expect((await stored(world)).filter(({ endedOn }) => endedOn === null).map(({ place }) => place)).toEqual([
    'Pinal County',
    'Yuma County',
  ])
})

test('a refused line that names its state by a number or not at all, or no readable list, ends nothing', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const own = 'geoid,state,agency,model,date'
  const of = (...cells: string[]) => cells.join(',')
  const navajo = (day: string) => of('04017', '', 'Navajo County Sheriff', 'Task Force Model', day)
  const yuma = of('04027', '', 'Yuma County Sheriff', 'Task Force Model', '2025-05-16')
  const apache = of('04001', '', 'Apache County Sheriff', 'Task Force Model', '2025-05-16')
  const gila = of('04007', '', 'Gila County Sheriff', 'Task Force Model', '2025-05-16')
  const pima = of('04019', '', 'Pima County Sheriff', 'Task Force Model', '2025-05-16')
  const first = [own, navajo('2025-05-16'), yuma, apache, gila, pima].join('\n')
  await letListGo(world, omar, await bringInList(world, omar, first))
  const id = await bringInList(
    world,
    omar,
    [
      own,
      navajo('2025-07-03'),
      of('04999', '', 'Yuma County Sheriff', 'Task Force Model', '2025-07-03'),
      of('', '', 'Apache County Sheriff', 'Task Force Model', '2025-07-03'),
      of('04007', '', 'Gila County Sheriff', 'Task Force Model', 'July'),
    ].join('\n'),
  )
  await letListGo(world, omar, id, { ends: '1' })
  expect((await stored(world)).filter(({ endedOn }) => endedOn !== null).map(({ place }) => place)).toEqual([
    'Pima County',
  ])
})

test('a line that cannot be read at all ends nothing, and the list says so', async ({ world }) => {
  const omar = await omarOf(world)
  const all = ['pinal', 'yuma'].map((name) => line('2025-05-16', 'ARIZONA', 'NA', `${name} county sheriff`))
  await letListGo(world, omar, await bringInList(world, omar, csv(...all)))
  const pinal = line('2025-07-03', 'ARIZONA', 'NA', 'pinal county sheriff')
  const id = await bringInList(world, omar, csv(pinal, '2025-07-03,ARIZONA,NA,NA,"yuma county sheriff'))
  expect(await reasons(world, id)).toEqual({ 3: 'quote-left-open' })
  expect(await listPage(world, omar, id)).toMatchObject({ ending: 0, heldBack: 1 })
  await letListGo(world, omar, id)
  expect((await stored(world)).map(({ endedOn }) => endedOn)).toEqual([null, null])
})

test('a line of an own list that contradicts an earlier one is refused and named', async ({ world }) => {
  const omar = await omarOf(world)
  const own = 'place,state,kind,adopted_on,ended_on,checked_on'
  const pima = 'Pima County,AZ,no-287g,2014'
  const id = await bringInList(world, omar, [own, `${pima},,2025-07-03`, `${pima},2020,2025-07-03`].join('\n'))
  expect(await reasons(world, id)).toEqual({ 3: 'repeated' })
  await letListGo(world, omar, id)
  expect((await stored(world)).map(({ adoptedOn, endedOn }) => [adoptedOn, endedOn])).toEqual([['2014', null]])
})

test('the day an agreement was signed is better than the day of a list, and two models in one cell are refused', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const signed = (name: string, model: string, day: string) =>
    `2025-05-16,ARIZONA,${name} county sheriff,${model},${day}`
  const id = await bringInList(
    world,
    omar,
    [
      'date,state,agency,type,date signed',
      signed('pinal', 'Task Force Model', '2025-03-02'),
      signed('yuma', 'Task Force Model', ''),
      signed('navajo', 'Task Force Model', 'unknown'),
      signed('gila', 'Task Force Model', '2025-06-01'),
      signed('graham', 'Jail Enforcement Model; Task Force Model', '2025-03-02'),
      signed('mohave', 'Task Force Model', 'Spring 2019'),
    ].join('\n'),
  )
  expect(await reasons(world, id)).toEqual({ 5: 'adopted-after-list', 6: 'several-models', 7: 'adopted-on' })
  const file = await call(world, officeRoute('office.policies.imports.$id.bad-lines[.]csv').loader!, {
    token: omar,
    params: { id },
  })
  expect(String(file.body)).toContain(
    '287(g) model: more than one 287(g) model: give each a line of its own (Jail Enforcement Model; Task Force Model)',
  )
  await letListGo(world, omar, id)
  const rows = await world.db
    .selectFrom('policy')
    .select(['agency', 'adopted_on as day', 'adopted_no_later as isNoLater'])
    .orderBy('agency')
    .execute()
  expect(rows.map(({ agency, day, isNoLater }) => [agency, day, isNoLater])).toEqual([
    ['Navajo County Sheriff', '2025-05-16', true],
    ['Pinal County Sheriff', '2025-03-02', false],
    ['Yuma County Sheriff', '2025-05-16', true],
  ])
  const logged = await world.db.selectFrom('audit').select('how_many').where('act', '=', 'imported-policies').execute()
  expect(logged, 'refused lines are not among those written').toEqual([{ how_many: 3 }])
})

test('two lists are checked, and the second looks again once the first is imported', async ({ world }) => {
  const omar = await omarOf(world)
  const pinal = line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff')
  const first = await bringInList(world, omar, csv(pinal))
  const second = await bringInList(world, omar, csv(pinal, line('2025-05-16', 'ARIZONA', 'NA', 'yuma county sheriff')))
  await letListGo(world, omar, first)
  await letListGo(world, omar, second)
  expect(await listPage(world, omar, second)).toMatchObject({
    state: 'checked',
    isPlannedAgain: true,
    changes: [
      { what: 'added', count: 1 },
      { what: 'known', count: 1 },
    ],
  })
  expect((await stored(world)).map(({ place }) => place)).toEqual(['Pinal County'])
  // The audit log has what was written, by whom, and no list that went back.
  const logged = () =>
    world.db
      .selectFrom('audit')
      .select(['subject', 'how_many', sql<boolean>`organizer_id is not null`.as('isSomebody')])
      .where('act', '=', 'imported-policies')
      .orderBy('seq')
      .execute()
  expect(await logged()).toEqual([{ subject: first, how_many: 1, isSomebody: true }])
  await letListGo(world, omar, second)
  expect((await listPage(world, omar, second)).state).toBe('done')
  expect(await logged()).toMatchObject([{ subject: first }, { subject: second, how_many: 1 }])
  expect((await stored(world)).map(({ place }) => place)).toEqual(['Pinal County', 'Yuma County'])
})

test('what an organizer confirmed after a list was checked does not end by it', async ({ world }) => {
  const omar = await omarOf(world)
  const names = ['pinal', 'yuma'].map((name) => line('2025-05-16', 'ARIZONA', 'NA', `${name} county sheriff`))
  await letListGo(world, omar, await bringInList(world, omar, csv(...names)))
  const pinal = line('2025-07-03', 'ARIZONA', 'NA', 'pinal county sheriff')
  const id = await bringInList(world, omar, csv(pinal))
  await actOnList(world, omar, id, { intent: 'run', ends: '1' })
  await actOnPolicy(world, omar, 'Yuma', { intent: 'confirm' })
  await workOnLists(world)
  await letListGo(world, omar, id)
  expect((await stored(world)).map(({ place, endedOn }) => [place, endedOn])).toEqual([
    ['Pinal County', null],
    ['Yuma County', null],
  ])
})

test('what an organizer checked between two lists of a file ends by the later one', async ({ world }) => {
  const omar = await omarOf(world)
  const on = (day: string, name: string) => line(day, 'ARIZONA', 'NA', `${name} county sheriff`)
  const both = [on('2025-05-16', 'pinal'), on('2025-05-16', 'yuma')]
  await letListGo(world, omar, await bringInList(world, omar, csv(...both)))
  await world.db
    .updateTable('policy')
    .set({ checked_on: '2025-05-20' })
    .where('agency', '=', 'Pinal County Sheriff')
    .execute()
  await letListGo(world, omar, await bringInList(world, omar, csv(...both, on('2025-06-01', 'yuma'))), { ends: '1' })
  expect((await stored(world)).map(({ place, endedOn, checkedOn }) => [place, endedOn, checkedOn])).toEqual([
    ['Pinal County', '2025-06-01', '2025-05-20'],
    ['Yuma County', null, '2025-06-01'],
  ])
})

test('a list that has a policy which somebody saw years before leaves those years certain', async ({ world }) => {
  const omar = await omarOf(world)
  await call(world, officeRoute('office.policies._index').action!, {
    token: omar,
    fields: {
      intent: 'add',
      place: 'az-pinal-county',
      kind: '287g-signed',
      model: 'task-force',
      agency: 'Pinal County Sheriff',
      source_url: 'https://example.org/minutes',
      checked_on: '2019-05-01',
    },
  })
  await letListGo(
    world,
    omar,
    await bringInList(world, omar, csv(line('2025-05-16', 'AZ', 'NA', 'pinal county sheriff'))),
  )
  expect((await stored(world)).map(({ adoptedOn, checkedOn }) => [adoptedOn, checkedOn])).toEqual([
    ['2019-05-01', '2025-05-16'],
  ])
  expect(await policiesAsOf(world.db, '2021-01-01')).toMatchObject([{ standing: 'yes' }])
})

test('a list that says when an ended policy began does not say that somebody saw it later', async ({ world }) => {
  const omar = await omarOf(world)
  const both = ['pinal', 'yuma'].map((name) => line('2025-05-16', 'ARIZONA', 'NA', `${name} county sheriff`))
  await letListGo(world, omar, await bringInList(world, omar, csv(...both)))
  const yuma = line('2025-07-03', 'ARIZONA', 'NA', 'yuma county sheriff')
  await letListGo(world, omar, await bringInList(world, omar, csv(yuma)), { ends: '1' })
  const signed = [
    'state,agency,type,date signed,checked_on',
    'ARIZONA,pinal county sheriff,Task Force Model,2025-03-02,2026-01-05',
  ]
  const id = await bringInList(world, omar, signed.join('\n'))
  expect(await reasons(world, id)).toEqual({})
  await letListGo(world, omar, id, { ends: '1' })
  expect((await stored(world)).map(({ place, adoptedOn, checkedOn }) => [place, adoptedOn, checkedOn])).toEqual([
    ['Pinal County', '2025-03-02', '2025-05-16'],
    ['Yuma County', '2025-05-16', '2025-07-03'],
  ])
})

test('a list whose days somebody else has set in the meantime does not hold up the lists after it', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const on = (day: string) => csv(line(day, 'ARIZONA', 'NA', 'pinal county sheriff'))
  await letListGo(world, omar, await bringInList(world, omar, on('2025-05-19')))
  const [first, second] = [
    await bringInList(world, omar, on('2025-05-16')),
    await bringInList(world, omar, on('2025-05-16')),
  ]
  await actOnList(world, omar, first, { intent: 'run' })
  await letListGo(world, omar, second)
  expect((await stored(world)).map(({ adoptedOn, checkedOn }) => [adoptedOn, checkedOn])).toEqual([
    ['2025-05-16', '2025-05-19'],
  ])
  const { rows } = await sql<{ state: string }>`select state from policy_import order by state`.execute(world.db)
  expect(rows.map(({ state }) => state)).toEqual(['checked', 'done', 'done'])
})

test('what somebody adds or ends while a list is imported is neither told nor undone as the list’s own', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const of = (day: string, ...names: string[]) =>
    csv(...names.map((name) => line(day, 'ARIZONA', 'NA', `${name} county sheriff`)))
  await letListGo(world, omar, await bringInList(world, omar, of('2025-05-16', 'yuma', 'gila')))
  const id = await bringInList(world, omar, of('2025-07-03', 'pinal', 'yuma'))
  await actOnList(world, omar, id, { intent: 'run', ends: '1' })
  // As if the first thousand lines were written.
  await world.db.updateTable('policy_import').set({ rows_done: 1 }).where('id', '=', id).execute()
  await call(world, officeRoute('office.policies._index').action!, {
    token: omar,
    fields: { intent: 'add', ...pinal('2025-07-03') },
  })
  for (const county of ['Yuma', 'Gila'])
    await actOnPolicy(world, omar, county, { intent: 'end', ended_on: '2025-06', ...fromMinutes })
  await workOnLists(world)
  expect(await listPage(world, omar, id)).toMatchObject({
    state: 'done',
    changes: [{ what: 'newer-known', count: 2 }],
    ends: [],
    outcomes: { unchanged: 2 },
  })
  await actOnList(world, omar, id, { intent: 'undo' })
  expect((await stored(world)).map(({ place, endedOn }) => [place, endedOn])).toEqual([
    ['Gila County', '2025-06'],
    ['Pinal County', null],
    ['Yuma County', '2025-06'],
  ])
})

test('undoing waits for the newer list, and keeps what an organizer has changed since', async ({ world }) => {
  const omar = await omarOf(world)
  const first = await bringInList(
    world,
    omar,
    csv(
      line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff'),
      line('2025-05-16', 'ARIZONA', 'NA', 'yuma county sheriff'),
    ),
  )
  await letListGo(world, omar, first)
  const second = await bringInList(
    world,
    omar,
    csv(
      line('2025-07-03', 'ARIZONA', 'NA', 'pinal county sheriff'),
      line('2025-07-03', 'ARIZONA', 'NA', 'yuma county sheriff'),
    ),
  )
  await letListGo(world, omar, second)
  await actOnList(world, omar, first, { intent: 'undo' }, 422)
  await actOnPolicy(world, omar, 'Yuma', { intent: 'confirm' })
  await actOnList(world, omar, second, { intent: 'undo' })
  await actOnList(world, omar, first, { intent: 'undo' })
  expect((await stored(world)).map(({ place, checkedOn }) => [place, checkedOn])).toEqual([
    ['Yuma County', '2026-11-24'],
  ])
})

test('what an organizer corrected between two lists stays when both are undone', async ({ world }) => {
  const omar = await omarOf(world)
  const first = await bringInList(world, omar, csv(line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff')))
  await letListGo(world, omar, first)
  await actOnPolicy(world, omar, 'Pinal', { intent: 'change', ...pinal('2025-05'), checked_on: '2025-05-20' })
  const second = await bringInList(world, omar, csv(line('2025-07-03', 'ARIZONA', 'NA', 'pinal county sheriff')))
  await letListGo(world, omar, second)
  await actOnList(world, omar, second, { intent: 'undo' })
  await actOnList(world, omar, first, { intent: 'undo' })
  expect((await stored(world)).map(({ adoptedOn, checkedOn }) => [adoptedOn, checkedOn])).toEqual([
    ['2025-05', '2025-05-20'],
  ])
})

test('what was edited twice and undone once stays when the list is undone, and what was removed is not said to', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const names = ['pinal', 'yuma', 'gila'].map((name) => line('2025-05-16', 'ARIZONA', 'NA', `${name} county sheriff`))
  const id = await bringInList(world, omar, csv(...names))
  await letListGo(world, omar, id)
  for (const [county, intent] of [
    ['Pinal', 'end'],
    ['Pinal', 'remove'],
    ['Pinal', 'undo'],
    ['Yuma', 'remove'],
  ] as const)
    await actOnPolicy(world, omar, county, { intent, ended_on: '2025-06', ...fromMinutes })
  await actOnList(world, omar, id, { intent: 'undo' })
  await actOnList(world, omar, id, { intent: 'undo' })
  expect((await stored(world)).map(({ place, endedOn }) => [place, endedOn])).toEqual([['Pinal County', '2025-06']])
  expect(await listPage(world, omar, id)).toMatchObject({ state: 'undone', kept: 1 })
})

test('a list whose day for a policy is taken since leaves that policy as it is when it is undone', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const on = (day: string) => csv(line(day, 'ARIZONA', 'NA', 'pinal county sheriff'))
  await letListGo(world, omar, await bringInList(world, omar, on('2025-05-19')))
  const id = await bringInList(world, omar, on('2025-05-16'))
  await letListGo(world, omar, id)
  await call(world, officeRoute('office.policies._index').action!, {
    token: omar,
    fields: { intent: 'add', ...pinal('2025-05-19') },
  })
  await actOnList(world, omar, id, { intent: 'undo' })
  expect((await stored(world)).map(({ adoptedOn }) => adoptedOn)).toEqual(['2025-05-16', '2025-05-19'])
})

test('ninety days after a list of policies came in its lines are deleted, its report stays, and it stays imported', async ({
  world,
}) => {
  const omar = await omarOf(world)
  const id = await bringInList(
    world,
    omar,
    csv(
      line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff'),
      line('2025-05-16', 'ARIZONA', 'NA', 'nowhere county sheriff'),
    ),
  )
  await letListGo(world, omar, id)
  const report = () => listPage(world, omar, id, '?show=all')
  const { lines, isForgotten, ...before } = await report()
  expect(lines).toHaveLength(2)
  expect(isForgotten).toBe(false)
  const purge = (days: number) =>
    purgeListLines(
      world.as.worker,
      { kind: 'policy', count: countPolicyLines },
      new Date(world.at.getTime() + days * 86_400_000),
    )
  expect([await purge(89), await purge(91), await purge(91)]).toEqual([0, 1, 0])
  expect(await report()).toEqual({ ...before, lines: [], first: [], isForgotten: true })
  const refused = await actOnList(world, omar, id, { intent: 'undo' }, 422)
  expect(refused.body).toMatchObject({ form: { errors: [{ message: 'undoTooLate' }] } })
  expect((await stored(world)).map(({ place }) => place)).toEqual(['Pinal County'])
})

test('a list waits for any newer one to be undone first, and for one of another format too', async ({ world }) => {
  const omar = await omarOf(world)
  const roster = await bringInList(world, omar, csv(line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff')))
  await letListGo(world, omar, roster)
  const own = await bringInList(
    world,
    omar,
    'place,state,kind,model,agency,adopted_on,adopted_no_later,checked_on\n' +
      'Pinal County,AZ,287g-signed,task-force,Pinal County Sheriff,2025-05-16,yes,2025-07-03',
  )
  await letListGo(world, omar, own)
  await actOnList(world, omar, roster, { intent: 'undo' }, 422)
  expect((await stored(world)).map(({ checkedOn }) => checkedOn)).toEqual(['2025-07-03'])
  await actOnList(world, omar, own, { intent: 'undo' })
  await actOnList(world, omar, roster, { intent: 'undo' })
  expect(await stored(world)).toEqual([])
})

test.skipIf(hasNoSharedData)(
  'of the whole 287(g) roster, at least 95 % of the sheriffs’ lines find their county',
  { timeout: 240_000 },
  async ({ world }) => {
    const omar = await omarOf(world)
    await realCities(world.db, ['fl', 'al', 'tx', 'sc', 'ga'])
    const bytes = readFileSync(sharedData('287g-agreements.csv.gz')!)
    const started = performance.now()
    const id = await bringInList(world, omar, bytes, '287g-agreements.csv.gz')
    const checked = performance.now()
    await letListGo(world, omar, id)
    const done = performance.now()
    const { options } = await world.db
      .selectFrom('policy_import')
      .select('options')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const { sheriffs } = options as unknown as { sheriffs: { all: number; matched: number } }
    const { rows } = await sql<{ reason: string; count: number }>`
      select problem->>'reason' as reason, count(*)::integer as count from policy_import_row, jsonb_array_elements(problems) as problem where import_id = ${id} group by 1 order by 2 desc
    `.execute(world.db)
    const policies = await stored(world)
    process.stdout.write(
      `287(g): ${sheriffs.matched} of ${sheriffs.all} sheriffs’ lines matched (${((100 * sheriffs.matched) / sheriffs.all).toFixed(2)} %), ${policies.length} policies; ` +
        `read and planned in ${Math.round(checked - started)} ms (${Math.round(11_257_000 / (checked - started))} lines/s), written in ${Math.round(done - checked)} ms; ` +
        `${rows.map(({ reason, count }) => `${reason} ${count}`).join(', ')}\n`,
    )
    expect((await mapOf(world)).split('<title>').length).toBeGreaterThan(300)
    expect(sheriffs.all).toBeGreaterThan(7_500)
    expect(sheriffs.matched / sheriffs.all).toBeGreaterThanOrEqual(0.95)
    expect(policies.filter(({ endedOn }) => endedOn === null).length).toBeGreaterThan(600)
    const again = await bringInList(world, omar, bytes, '287g-agreements.csv.gz')
    const { rows: good } = await sql<{ count: number }>`
      select count(*)::integer as count from policy_import_row where import_id = ${again} and outcome = 'good'
    `.execute(world.db)
    expect(good[0]!.count).toBe(0)
  },
)

test('a list with a status says that lines without an end are imported as in force', async ({ world }) => {
  const omar = await omarOf(world)
  const pageOf = async (column: string) => {
    const lines = [`date,state,agency,type,${column}`, '2025-05-16,ARIZONA,pinal county sheriff,Task Force Model,Left']
    const id = await bringInList(world, omar, lines.join('\n'))
    const { body } = await call(world, officeRoute('office.policies.imports.$id').loader!, {
      token: omar,
      params: { id },
    })
    await actOnList(world, omar, id, { intent: 'drop' })
    const props = { t: translator('en'), form: emptyForm, ...(body as object) } as Parameters<typeof PolicyListPage>[0]
    return renderToStaticMarkup(createElement(PolicyListPage, props))
  }
  const page = await pageOf('status')
  expect(page).toContain('Not read from these columns: status.')
  expect(page).toContain('imported as in force, whatever it says here: status.')
  expect(await pageOf('budget')).not.toContain('in force, whatever')
})

test('a list of which nothing says the source is refused before its lines are read, and stays', async ({ world }) => {
  const omar = await omarOf(world)
  const form = new FormData()
  form.append('list', new File([csv(line('2025-05-16', 'ARIZONA', 'NA', 'pinal county sheriff'))], 'list.csv'))
  const taken = await call(world, officeRoute('office.policies.imports._index').action!, { token: omar, fields: form })
  const id = taken.location!.split('/').at(-1)!
  const { mapping } = await world.db
    .selectFrom('policy_import')
    .select('mapping')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const columns = Object.fromEntries(Object.entries(mapping!).map(([field, column]) => [`column_${field}`, column]))
  const fields = { intent: 'check', sourceUrl: '', sourceTitle: 'ICE', kind: '287g', ...columns }
  const refused = await actOnList(world, omar, id, fields, 422)
  expect(refused.body).toMatchObject({ form: { values: fields, errors: [{ field: 'sourceUrl' }] } })
  expect(await reasons(world, id)).toEqual({})
  await actOnList(world, omar, id, { ...fields, sourceUrl: 'https://example.org/287g' })
})
