import { sql } from 'kysely'
import { expect } from 'vitest'
import { workOnRosters } from '~/office/officials/rosters/run-roster.server'
import { importNext } from '~/office/people/imports/import-next.server'
import { workOnPolicies } from '~/office/policies/imports/work-on-policies.server'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const network = (world: World) => groupOf(world, 'network')
const refusal = { form: { errors: [{ message: 'importChanged' }] } }

test('a list of signers is not recorded with columns that somebody else has chosen after its page was opened', async ({
  world,
}) => {
  const omar = await organizer(world, 'organizer', await network(world))
  const eva = await organizer(world, 'organizer', await network(world), 'Eva Ruiz')
  const imports = officeRoute('office.petitions.$petition.imports')
  const params = { petition: slug }
  const posts = (token: string, fields: Record<string, string | Blob>) => {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    return call(world, imports.action!, { token, params, fields: form })
  }
  const shown = async () =>
    (
      (await call(world, imports.loader!, { token: omar.token, params })).body as {
        batches: { id: string; state: string; mapping: Record<string, string>; reviewed: string }[]
      }
    ).batches[0]!
  const works = async () => {
    while ((await importNext(world.as.worker, world.keyring, world.at)) > 0);
  }
  await posts(omar.token, {
    intent: 'list',
    list: new Blob(['First name;Nickname;Last name;E-mail;ZIP\nMaria;Chucha;Paz;maria@example.org;85001']),
  })
  const { id, mapping } = await shown()
  await posts(omar.token, { intent: 'check', id, ...mapping })
  await works()
  const { reviewed } = await shown()
  await posts(eva.token, { intent: 'check', id, ...mapping, given_name: '1' })
  await works()
  const refused = await posts(omar.token, { intent: 'run', id, reviewed })
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject(refusal)
  await works()
  expect(await world.total()).toBe(0)
  for (const _ of ['pressed', 'pressed twice'])
    expect((await posts(omar.token, { intent: 'run', id, reviewed: (await shown()).reviewed })).status).toBe(303)
  await works()
  expect(await world.total()).toBe(1)
})

test('nor is a list of officials or of policies written by settings that were changed meanwhile', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await network(world))
  for (const [table, route, turn, key] of [
    ['roster_import', 'office.officials.imports.$id', workOnRosters, 'roster'],
    ['policy_import', 'office.policies.imports.$id', workOnPolicies, 'list'],
  ] as const) {
    const { rows } = await sql<{ id: string }>`
      insert into ${sql.table(table)} (id, file_name, format, state, options, columns, mapping, asked_at)
      values (gen_random_uuid(), 'list.csv', 'plain', 'checked', '{}', '["Name"]', '{}', ${world.at}) returning id
    `.execute(world.db)
    const { id } = rows[0]!
    const to = { token, params: { id } }
    const page = async () =>
      ((await call(world, officeRoute(route).loader!, to)).body as Record<string, { reviewed: string; state: string }>)[
        key
      ]!
    const runs = (reviewed: string) =>
      call(world, officeRoute(route).action!, { ...to, fields: { intent: 'run', reviewed } })
    const { reviewed } = await page()
    await sql`update ${sql.table(table)} set mapping = '{"name": "0"}'`.execute(world.db)
    const refused = await runs(reviewed)
    expect([refused.status, (await page()).state]).toEqual([422, 'checked'])
    expect(refused.body).toMatchObject(refusal)
    expect((await runs((await page()).reviewed)).status).toBe(303)
    expect((await page()).state).toBe('running')
    await sql`delete from ${sql.table(table)}`.execute(world.db)
    expect(await turn(world.as.worker, world.at)).toBe(0)
  }
})
