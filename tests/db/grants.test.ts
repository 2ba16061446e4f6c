import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Db } from '#db/client'
import { applyGrants, databaseRole, functionGrants, grants, processRoles, type Rights, viewGrants } from '#db/grants'
import { audit } from '~/office/guard/audit.server'
import { test } from '../support/firme-test'

test('every table has a decision for each process, and no decision is about a table that is gone', async ({
  world,
}) => {
  expect(Object.keys(grants).sort()).toEqual([...(await columnsOf(world.db)).keys()].sort())
})

test('where a process may use a part of a table, every column is either in that part or left out on purpose', async ({
  world,
}) => {
  const columns = await columnsOf(world.db)
  for (const [table, by] of Object.entries(grants))
    for (const role of processRoles)
      for (const { columns: open, not } of Object.values(by[role].parts))
        expect([...open, ...not].filter((column) => column !== 'xmin').sort(), `${table} for ${role}`).toEqual(
          columns.get(table)!.toSorted(),
        )
})

test('web reads no column of a person, and none that is sealed, hashed or opens something', async ({ world }) => {
  const { rows } = await sql<{ table: string; column: string; comment: string | null }>`
    select relname as table, attname as column, col_description(pg_class.oid, attnum) as comment
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
      and has_column_privilege('firme_web', pg_class.oid, attnum, 'select')
  `.execute(world.db)
  const personal = rows.filter(({ comment }) => comment !== null).map(({ table, column }) => `${table}.${column}`)
  // Pictures are on the pages. A call's id, and marks that the web itself makes and compares, tell nobody's number.
  expect(personal.sort()).toEqual(
    ['call_in.call_mark', 'call_in.phone_mark', 'call_in_key.key', 'call_leg.call_sid', 'picture.bytes'].sort(),
  )
  expect(
    rows.map(({ column }) => column).filter((column) => /sealed|wrapped|hash|mac$|blind|person/.test(column)),
  ).toEqual([])
})

test('every function and view of the schema has a decision too', async ({ world }) => {
  const { rows: functions } = await sql<{ signature: string }>`
    select proname || '(' || pg_get_function_identity_arguments(oid) || ')' as signature from pg_proc where pronamespace = 'public'::regnamespace
  `.execute(world.db)
  expect(functions.map(({ signature }) => signature.split('(')[0]).sort()).toEqual(
    Object.keys(functionGrants)
      .map((signature) => signature.split('(')[0])
      .sort(),
  )
  const { rows: views } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
  `.execute(world.db)
  expect(views.map(({ name }) => name)).toEqual(Object.keys(viewGrants))
})

test('whoever has the web process’s credential can take no lock that the office or the worker waits for', async ({
  world,
}) => {
  const { rows } = await sql<{ signature: string }>`
    select oid::regprocedure::text as signature from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and proname like '%advisory%' and has_function_privilege('firme_web', oid, 'execute')
  `.execute(world.db)
  expect(rows).toEqual([])
  await expect(sql`select pg_advisory_lock(hashtext('audit'))`.execute(world.as.web)).rejects.toThrow(
    /permission denied/,
  )
  await world.as.web.transaction().execute(async (trx) => {
    await sql`select web_turn('audit'), web_turn('firme grants'), web_turn('money sms')`.execute(trx)
    await audit(world.as.office, { organizerId: null, groupId: null, act: 'signed-in', subject: 'a test' }, world.at)
    await applyGrants(world.db)
  })
})

test('a right that somebody gave by hand is taken back at the next start', async ({ world }) => {
  await sql`grant select on person to firme_web`.execute(world.db)
  await sql`grant select (sealed) on contact_point to firme_web`.execute(world.db)
  await applyGrants(world.db)
  for (const table of ['person', 'contact_point'])
    await expect(sql`select sealed from ${sql.table(table)}`.execute(world.as.web)).rejects.toThrow(/permission denied/)
})

test('no process is superuser, makes databases or roles, or puts anything into the schema', async ({ world }) => {
  for (const role of processRoles) {
    const { rows } = await sql<Record<string, boolean>>`
      select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls, has_schema_privilege(rolname, 'public', 'create') as creates,
        pg_has_role(rolname, 'pg_execute_server_program', 'member') as runs, pg_has_role(rolname, 'pg_read_server_files', 'member') as reads
      from pg_roles where rolname = ${databaseRole(role)}
    `.execute(world.db)
    expect(Object.values(rows[0]!), role).toEqual(Array.from({ length: 8 }, () => false))
  }
})

test('the worker writes mail to organizers and lets nobody in', async ({ world }) => {
  const rights = (table: keyof typeof grants): Rights => grants[table].worker
  for (const table of [
    'organizer',
    'organizer_role',
    'invitation',
    'access_link',
    'organizer_session',
    'passkey',
    'recovery_code',
  ] as const) {
    expect(
      rights(table).whole.filter((verb) => verb === 'insert' || verb === 'update'),
      table,
    ).toEqual([])
    await expect(sql`insert into ${sql.table(table)} default values`.execute(world.as.worker), table).rejects.toThrow(
      /permission denied/,
    )
  }
})

test('the worker may read every table, for the daily backup', () => {
  for (const [table, { worker }] of Object.entries(grants))
    if (!table.startsWith('kysely_')) expect(worker.whole, table).toContain('select')
})

async function columnsOf(db: Db): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select relname as table, array_agg(attname::text) as columns from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped group by relname
  `.execute(db)
  return new Map(rows.map(({ table, columns }) => [table, columns]))
}
