import { sql } from 'kysely'
import { expect } from 'vitest'
import type { UndoableChange } from '~/office/undo/just-done'
import { test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { cholla, place } from '../../../support/officials'
import { meet } from '../../../support/races'
import { bringIn, letGo } from '../../../support/rosters'

const nopal = 'ocd-division/country:us/state:az/place:nopal'
const heads = 'Name,Office,District,State,City,Phone,Email'
const first = `${heads}\nLee Okafor,Council,1,AZ,Nopal,602 555 0171,\nMarta Quintero,Council,2,AZ,Nopal,,marta@example.org`
const second = `${heads}\nSol Ríos,Council,1,AZ,Nopal,602 555 0172,\nMarta Quintero,Council,2,AZ,Nopal,,marta@example.org\nAna Paz,Council,3,AZ,Nopal,602 555 0173,`
const hour = 3_600_000

async function omar(world: World): Promise<string> {
  await place(world.db, cholla, 'Cholla County', 'county')
  await place(world.db, nopal, 'Nopal', 'place')
  return (await organizer(world, 'organizer', await groupOf(world, 'network'))).token
}

/** Brings a list in and imports it. @returns its id */
async function imports(world: World, token: string, pasted: string, options: Record<string, string> = {}) {
  const id = await bringIn(world, token, { pasted, options })
  await letGo(world, token, id)
  return id
}

const undo = (world: World, token: string, id: string) =>
  call(world, officeRoute('office.officials.imports.$id').action!, {
    token,
    params: { id },
    fields: { intent: 'undo' },
  })

async function undone(world: World, token: string, id: string) {
  expect((await undo(world, token, id)).status).toBe(303)
  const { body } = await call(world, officeRoute('office.officials.imports.$id').loader!, { token, params: { id } })
  const { state, options } = (body as { roster: { state: string; options: { undone: object } } }).roster
  return { state, ...options.undone }
}

/** Everything that is known about officials, row by row. */
async function everything(world: World) {
  const tables = ['division', 'organization', 'post', 'official', 'membership', 'contact_detail']
  return Promise.all(
    tables.map(async (table) => {
      const { rows } = await sql<{
        row: unknown
      }>`select to_jsonb(one) as row from ${sql.table(table)} as one order by id`.execute(world.db)
      return rows.map(({ row }) => row)
    }),
  )
}

const postOf = (world: World, district: string) =>
  world.db
    .selectFrom('post')
    .innerJoin('organization', 'organization.id', 'organization_id')
    .select('post.id')
    .where('organization.division_id', '=', nopal)
    .where('district', '=', district)
    .executeTakeFirstOrThrow()

async function holders(world: World) {
  const rows = await world.db
    .selectFrom('membership')
    .innerJoin('official', 'official.id', 'official_id')
    .innerJoin('post', 'post.id', 'post_id')
    .innerJoin('organization', 'organization.id', 'organization_id')
    .select(['district', 'official.name'])
    .where('organization.division_id', '=', nopal)
    .where('ended_on', 'is', null)
    .orderBy('district')
    .execute()
  return rows.map(({ district, name }) => `${district} ${name}`)
}

test('an import of officials is undone as a whole: all is as it was before, also whoever left office by it', async ({
  world,
}) => {
  const token = await omar(world)
  const empty = await everything(world)
  const id = await imports(world, token, first)
  const before = await everything(world)
  const later = await imports(world, token, second, { checkedOn: '2026-11-22', isComplete: '1' })
  expect(await holders(world)).toEqual(['1 Sol Ríos', '2 Marta Quintero', '3 Ana Paz'])
  expect(await undone(world, token, later)).toMatchObject({ state: 'undone', changedSince: 0, builtOn: 0 })
  expect(await everything(world)).toEqual(before)
  expect(await undone(world, token, id)).toMatchObject({ state: 'undone', restored: 0, changedSince: 0, builtOn: 0 })
  expect(await everything(world)).toEqual(empty)
  expect((await undo(world, token, id)).body).toMatchObject({ form: { errors: [{ message: 'undoGone' }] } })
  const acts = (await world.db.selectFrom('audit').select('act').execute()).map(({ act }) => act)
  expect(acts.filter((act) => act === 'undid-officials')).toHaveLength(2)
})

test('it is named among what can be undone, and undone from there', async ({ world }) => {
  const token = await omar(world)
  const before = await everything(world)
  await imports(world, token, first)
  const listed = async () =>
    ((await call(world, officeRoute('office.undo').loader!, { token })).body as { changes: UndoableChange[] }).changes
  const [change] = await listed()
  expect(change).toMatchObject({ act: 'imported-officials', by: 'Omar Reyes' })
  const { location } = await call(world, officeRoute('office.undo').action!, { token, fields: { id: change!.id } })
  expect(location).toContain('undo=undone')
  expect(await everything(world)).toEqual(before)
  expect(await listed()).toEqual([])
})

test('what somebody has changed since stays, with whom it belongs to, and is counted', async ({ world }) => {
  const token = await omar(world)
  const id = await imports(world, token, second)
  await world.db
    .updateTable('contact_detail')
    .set({ status: 'dead', status_reason: 'reported', status_at: world.at })
    .where('value', '=', '+16025550172')
    .execute()
  await world.db
    .updateTable('official')
    .set({ name: 'Marta Q. Quintero' })
    .where('name', '=', 'Marta Quintero')
    .execute()
  expect(await undone(world, token, id)).toMatchObject({ changedSince: 2 })
  expect(await holders(world)).toEqual(['1 Sol Ríos', '2 Marta Q. Quintero'])
})

test('what others have built on stays with its holder and contacts, and is counted; the rest goes', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await imports(world, token, first)
  const action = await world.db.selectFrom('advocacy_campaign').select('id').executeTakeFirstOrThrow()
  const { id: post } = await postOf(world, '1')
  await world.db
    .insertInto('advocacy_target')
    .values({ advocacy_campaign_id: action.id, post_id: post, position: 99 })
    .execute()
  const { builtOn } = (await undone(world, token, id)) as unknown as { builtOn: number }
  // The council, its district, seat, member, term and number.
  expect(builtOn).toBe(6)
  expect(await holders(world)).toEqual(['1 Lee Okafor'])
  expect(
    await world.db.selectFrom('advocacy_target').select('post_id').where('post_id', '=', post).execute(),
  ).toHaveLength(1)
  expect(
    await world.db
      .selectFrom('contact_detail')
      .select('value')
      .where('value', 'in', ['+16025550171', 'marta@example.org'])
      .execute(),
  ).toEqual([{ value: '+16025550171' }])
})

test('whoever took the seat by hand since stays in it', async ({ world }) => {
  const token = await omar(world)
  await imports(world, token, first)
  const later = await imports(world, token, second, { checkedOn: '2026-11-22' })
  const { id: post } = await postOf(world, '1')
  await world.db
    .updateTable('membership')
    .set({ ended_on: '2026-11-23' })
    .where('post_id', '=', post)
    .where('ended_on', 'is', null)
    .execute()
  const eva = await world.db
    .insertInto('official')
    .values({ name: 'Eva Ruiz', name_key: 'eva ruiz', external_id: null, created_at: world.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('membership')
    .values({
      post_id: post,
      official_id: eva.id,
      started_on: null,
      term_ends_on: null,
      ended_on: null,
      source_url: 'https://example.org',
      checked_on: '2026-11-23',
    })
    .execute()
  await undone(world, token, later)
  expect(await holders(world)).toEqual(['1 Eva Ruiz', '2 Marta Quintero'])
})

test('after a day an import stands', async ({ world }) => {
  const token = await omar(world)
  const id = await imports(world, token, first)
  await world.db
    .updateTable('roster_import')
    .set({ done_at: new Date(world.at.getTime() - 25 * hour) })
    .where('id', '=', id)
    .execute()
  expect((await undo(world, token, id)).status).toBe(422)
  expect(await holders(world)).toEqual(['1 Lee Okafor', '2 Marta Quintero'])
})

test('an undo that can take nothing back is not used up: once what stood in its way has gone, it is there still', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await imports(world, token, first)
  const { changes } = (await call(world, officeRoute('office.undo').loader!, { token })).body as {
    changes: UndoableChange[]
  }
  const undoHere = async () =>
    (await call(world, officeRoute('office.undo').action!, { token, fields: { id: changes[0]!.id } })).location
  const before = await everything(world)
  const changed = { division: 'name', organization: 'name', post: 'title', official: 'name', contact_detail: 'note' }
  for (const [table, column] of Object.entries(changed))
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = concat(${sql.ref(column)}, ' X')`.execute(world.db)
  await sql`update membership set source_url = source_url || ' X'`.execute(world.db)
  expect((await undo(world, token, id)).body).toMatchObject({ form: { errors: [{ message: 'undoNothing' }] } })
  expect(await undoHere()).toContain('undo=nothing')
  for (const [table, column] of Object.entries(changed))
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = left(${sql.ref(column)}, -2)`.execute(world.db)
  await sql`update membership set source_url = left(source_url, -2)`.execute(world.db)
  expect(await everything(world)).toEqual(before)
  expect(await undoHere()).toContain('undo=undone')
  expect(await holders(world)).toEqual([])
})

test('two undos of one import, pressed at once on its page and in the list of changes, are one and a sentence', async ({
  world,
}) => {
  const token = await omar(world)
  const id = await imports(world, token, first)
  const { changes } = (await call(world, officeRoute('office.undo').loader!, { token })).body as {
    changes: UndoableChange[]
  }
  const [onPage, inList] = await meet(
    world.db,
    sql`select from roster_import where id = ${id} for update`,
    () => undo(world, token, id),
    () => call(world, officeRoute('office.undo').action!, { token, fields: { id: changes[0]!.id } }),
  )
  expect([onPage.status, inList.status]).toEqual([303, 303])
  expect(inList.location).toContain('undo=gone')
  expect(await holders(world)).toEqual([])
})
