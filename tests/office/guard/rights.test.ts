import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Role } from '#db/schema'
import { translator } from '~/i18n/translator'
import { refusedText } from '~/office/frame/refused-text'
import { rights } from '~/office/guard/rights'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoutes, organizer } from '../../support/office'

/** What each role may do, written down once more: the table in the code must not widen by accident. */
const allowed: Record<Role, string[]> = {
  viewer: ['see-numbers'],
  moderator: ['see-numbers', 'moderate', 'review-held'],
  organizer: [
    'see-numbers',
    'moderate',
    'review-held',
    'edit',
    'edit-directory',
    'publish',
    'see-people',
    'change-people',
    'import',
  ],
  owner: [...rights],
}
const roles = Object.keys(allowed) as Role[]
/** Routes that answer whoever knocks; every other must name a right. */
const open = [
  'office.tsx',
  'office.sign-in.tsx',
  'office.join.$token.tsx',
  'office.recover._index.tsx',
  'office.recover.$token.tsx',
]

/** Something in every place that a route may be asked about. */
async function furnish(world: World) {
  await world.signs(rosa)
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  const person = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  return {
    petition: slug,
    person: person.id,
    post: 'ida-vance-saguaro',
    id: '00000000-0000-4000-8000-000000000000',
    token: 'AAAAAAAAAAAAAAAAAAAAAA',
    file: 'counts.csv',
    lang: 'en',
    action: 'call-sheriff-vance',
  }
}

/** Tables that a call without a right may change: sessions, of which the last use is kept. */
const free = ['organizer_session']

/**
 * All that a call could change, from the database's own list of tables: how many rows each has, and the transactions
 * that wrote them.
 */
async function everything(world: World): Promise<Record<string, string>> {
  const tables = await tablesOf(world)
  expect(tables.length).toBeGreaterThan(70)
  const { rows } = await sql<{ name: string; state: string }>`${sql.join(
    tables.map(
      (table) =>
        sql`select ${sql.lit(table)} as name, count(*) || ' rows, ' || coalesce(sum(xmin::text::bigint), 0) as state from ${sql.table(table)}`,
    ),
    sql` union all `,
  )}`.execute(world.db)
  return Object.fromEntries(rows.map(({ name, state }) => [name, state]))
}

async function tablesOf(world: World): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%'
  `.execute(world.db)
  return rows.map(({ name }) => name).filter((name) => !free.includes(name))
}

test('every route of the office names the right it needs', () => {
  expect(officeRoutes.length).toBeGreaterThan(20)
  for (const route of officeRoutes) {
    for (const work of [route.loader, route.action]) {
      if (!work) continue
      expect([...rights, 'anybody', 'nobody'], route.file).toContain(work.right)
      expect(work.right === 'nobody', route.file).toBe(open.includes(route.file))
    }
  }
})

test('nobody comes in without a session: pages lead to the door, posts are refused, and nothing changes', async ({
  world,
}) => {
  const params = await furnish(world)
  const before = await everything(world)
  for (const route of officeRoutes.filter(({ file }) => !open.includes(file))) {
    if (route.loader)
      expect((await call(world, route.loader, { params })).location, route.file).toMatch(/^\/office\/sign-in/)
    if (route.action)
      expect((await call(world, route.action, { params, fields: { intent: 'x' } })).status, route.file).toBe(403)
  }
  expect(await everything(world)).toEqual(before)
})

test.for(roles)(
  'a %s is let in where the role allows it, and gets 403 or 404 everywhere else',
  async (role, { world }) => {
    const params = await furnish(world)
    const { token } = await organizer(world, role, await groupOf(world, 'network'))
    const all = officeRoutes
      .filter(({ file }) => !open.includes(file) && file !== 'office.sign-out.tsx')
      .flatMap(({ file, loader, action }) => [
        { file, work: loader, fields: undefined },
        { file, work: action, fields: { intent: 'no such thing', state: 'no', verdict: 'no' } },
      ])
    const before = await everything(world)
    for (const mayEnter of [false, true]) {
      for (const { file, work, fields } of all) {
        if (!work || work.right === 'anybody' || allowed[role].includes(work.right) !== mayEnter) continue
        const { status } = await call(world, work, { token, params, ...(fields ? { fields } : {}) })
        expect([401, 403].includes(status), `${role} ${file} ${work.right} answered ${status}`).toBe(!mayEnter)
      }
      // Those that are refused come first.
      if (!mayEnter) expect(await everything(world)).toEqual(before)
    }
  },
)

test('an owner of another group finds nothing of ours: 404 or an empty page, and nothing changes', async ({
  world,
}) => {
  const params = await furnish(world)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  const before = await everything(world)
  for (const route of officeRoutes.filter(({ file }) => /\$(petition|person|action)/.test(file))) {
    if (route.loader)
      expect([403, 404], route.file).toContain((await call(world, route.loader, { token, params })).status)
    if (route.action)
      expect([400, 403, 404], route.file).toContain(
        (
          await call(world, route.action, {
            token,
            params,
            fields: {
              intent: 'erase',
              state: 'closed',
              level: 'names',
              format: 'csv',
              reason: 'because',
              title_en: 'x',
            },
          })
        ).status,
      )
  }
  expect(await everything(world)).toEqual(before)
  const people = await call(world, officeRoutes.find(({ file }) => file === 'office.people._index.tsx')!.loader!, {
    token,
  })
  expect(people.body).toMatchObject({ lines: [], petitions: [] })
})

test('the network’s own owner sees the numbers of a member group, and none of its people', async ({ world }) => {
  const params = await furnish(world)
  const group = await groupOf(world, 'Member')
  await world.db.updateTable('petition').set({ group_id: group }).execute()
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const route = (file: string) => officeRoutes.find((one) => one.file === file)!
  expect((await call(world, route('office.petitions.$petition._index.tsx').loader!, { token, params })).status).toBe(
    200,
  )
  expect((await call(world, route('office.people.$person.tsx').loader!, { token, params })).status).toBe(404)
  expect((await call(world, route('office.people._index.tsx').loader!, { token })).body).toMatchObject({ lines: [] })
  expect((await call(world, route('office.petitions.$petition.imports.tsx').loader!, { token, params })).status).toBe(
    403,
  )
})

test('a chapter sees of its group’s petitions only the people of its areas, and loses sight at once when it is moved', async ({
  world,
}) => {
  await furnish(world)
  const group = await groupOf(world, 'Member')
  await world.db.updateTable('petition').set({ group_id: group }).execute()
  const here = await organizer(world, 'organizer', await groupOf(world, 'Here', 'chapter', group, ['850']))
  const there = await organizer(world, 'organizer', await groupOf(world, 'There', 'chapter', group, ['606']))
  const people = officeRoutes.find(({ file }) => file === 'office.people._index.tsx')!.loader!
  const seen = async (token: string) =>
    ((await call(world, people, { token })).body as { lines: unknown[] }).lines.length
  expect([await seen(here.token), await seen(there.token)]).toEqual([1, 0])
  await world.db.deleteFrom('organizer_role').where('organizer_id', '=', here.id).execute()
  expect((await call(world, people, { token: here.token })).status).toBe(403)
})

test('who is refused is told their role, the one it needs, and which owner to ask', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const group = await groupOf(world, 'Saguaro')
  await organizer(world, 'owner', network, 'Ana Ruiz')
  await organizer(world, 'owner', group, 'Omar Reyes')
  await organizer(world, 'owner', await groupOf(world, 'Elsewhere'), 'Ines Cano')
  const { token } = await organizer(world, 'viewer', group, 'Lucía Paz')
  const people = officeRoutes.find(({ file }) => file === 'office.people._index.tsx')!.loader!
  const { status, body } = await call(world, people, { token })
  expect(status).toBe(403)
  expect(refusedText(translator('en'), JSON.parse(body as string))).toBe(
    'Your role in Saguaro: Viewer. This page needs the role Organizer. To get it, ask one of: Ana Ruiz, Omar Reyes.',
  )
})

test('who has the role is not told that they need it: their group reports, or the page is the network’s', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const group = await groupOf(world, 'Saguaro')
  await organizer(world, 'owner', network, 'Ana Ruiz')
  const { token } = await organizer(world, 'owner', group, 'Omar Reyes')
  const says = async (file: string) => {
    const { loader, action } = officeRoutes.find((one) => one.file === file)!
    const { body } = await call(world, (action ?? loader)!, { token, ...(action ? { fields: {} } : {}) })
    return refusedText(translator('en'), JSON.parse(body as string))
  }
  await world.db.updateTable('member_group').set({ edits_directory: false }).where('id', '=', group).execute()
  expect(await says('office.officials.powers.tsx')).toBe(
    'Your role in Saguaro: Owner. Saguaro can report what is wrong with officials, places and policies, but not change it. An owner of the network can allow it: Ana Ruiz.',
  )
  expect(await says('office.audit.tsx')).toBe(
    'Your role in Saguaro: Owner. This page needs the role Owner in the network. To get it, ask one of: Ana Ruiz.',
  )
})
