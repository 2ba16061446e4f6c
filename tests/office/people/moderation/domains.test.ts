import { expect } from 'vitest'
import { rosa, slug, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'

const held = () => officeRoute('office.held')

async function signFrom(
  world: World,
  domain: string,
  count: number,
  options: { isHeld?: boolean } & Record<string, unknown> = {},
) {
  for (let index = 0; index < count; index += 1)
    await world.signs({ ...rosa, given_name: `Rosa ${index}`, email: `rosa${index}@${domain}` }, options)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').where('state', '=', 'unconfirmed').execute())
    await world.confirms(id)
}

type Lists = Record<'waiting' | 'invalid' | 'bursts', Record<string, string>[]>

const read = async (world: World, token: string, query = '?by=domain') =>
  (await call(world, held().loader!, { token, query })).body as Lists
const judge = (world: World, token: string, group: Record<string, unknown>, verdict: string) =>
  call(world, held().action!, {
    token,
    fields: {
      ...Object.fromEntries(
        ['petition', 'reason', 'source', 'hour', 'domain'].map((name) => [name, String(group[name] ?? '')]),
      ),
      by: 'domain',
      verdict,
    },
  })

test('held signatures are laid together by e-mail domain; one with fewer than ten is not shown, and no domain stands in the database', async ({
  world,
}) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await signFrom(world, 'BURST.example.org', 12, { isHeld: true })
  await signFrom(world, 'martinez-family.example', 3, { isHeld: true })
  const { waiting } = await read(world, token)
  expect(waiting).toMatchObject([
    { petition: slug, reason: 'burst', domainName: 'burst.example.org', signatures: 12, confirmed: 12 },
  ])
  expect((await read(world, token, '?by=source')).waiting).toMatchObject([{ source: 'web', signatures: 15, hour: '' }])
  expect((await read(world, token, '')).waiting).toMatchObject([{ source: 'web', signatures: 15 }])
  const marks = await world.db.selectFrom('contact_point').selectAll().execute()
  expect(
    JSON.stringify(marks.map((row) => [row.domain_mark?.toString('latin1'), row.sealed.toString('latin1')])),
  ).not.toMatch(/burst|martinez/i)
})

test('a domain is taken out by itself, in one step that is undone in one step; the others stay as they are', async ({
  world,
}) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await signFrom(world, 'burst.example.org', 12, { isHeld: true })
  await signFrom(world, 'example.org', 11, { isHeld: true })
  const bad = (await read(world, token)).waiting.find((group) => group.domainName === 'burst.example.org')!
  const query = `?${new URLSearchParams({ by: 'domain', petition: bad.petition!, reason: bad.reason!, domain: bad.domain! })}`
  expect((await call(world, held().loader!, { token, query })).body).toMatchObject({
    look: {
      signatures: 12,
      confirmed: 12,
      total: 0,
      slices: expect.arrayContaining([{ dimension: 'language', key: 'es', count: 12 }]),
    },
  })
  expect((await judge(world, token, bad, 'invalidate')).location).toMatch(/done=12/)
  const after = await read(world, token)
  expect(after.waiting).toMatchObject([{ domainName: 'example.org', signatures: 11 }])
  expect((await judge(world, token, after.invalid[0]!, 'release')).location).toMatch(/done=12/)
  expect(await world.total()).toBe(12)
})

test('a burst among what counts is found by its domain, big mail providers apart', async ({ world }) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await signFrom(world, 'gmail.com', 205)
  await signFrom(world, 'burst.example.org', 201)
  // Some have not confirmed yet, one of them privately: they are judged with the others, and never count.
  for (let index = 0; index < 3; index += 1)
    await world.signs({
      ...rosa,
      given_name: `Late ${index}`,
      email: `late${index}@burst.example.org`,
      ...(index === 0 ? { is_private: '1' } : {}),
    })
  await world.work()
  const { bursts } = await read(world, token)
  expect(bursts).toMatchObject([
    { domainName: 'burst.example.org', signatures: 204, confirmed: 201, hour: '2026-11-24' },
  ])
  const query = `?${new URLSearchParams({ by: 'domain', ...Object.fromEntries(['petition', 'reason', 'hour', 'domain'].map((name) => [name, bursts[0]![name]!])) })}`
  expect((await call(world, held().loader!, { token, query })).body).toMatchObject({
    look: { signatures: 204, confirmed: 201, total: 406 },
  })
  expect((await judge(world, token, bursts[0]!, 'invalidate')).location).toMatch(/done=204/)
  expect(await world.total()).toBe(205)
  const late = await world.db.selectFrom('signature').select('id').where('state', '=', 'unconfirmed').execute()
  expect(late).toHaveLength(3)
  for (const { id } of late) await world.confirms(id)
  expect(await world.total()).toBe(205)
  const { invalid } = await read(world, token)
  expect(invalid).toMatchObject([{ domainName: 'burst.example.org', signatures: 203, confirmed: 203 }])
  expect((await judge(world, token, invalid[0]!, 'release')).location).toMatch(/done=203/)
  expect(await world.total()).toBe(408)
})

test('a forged verdict is never about everything, and nothing counts twice', async ({ world }) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await signFrom(world, 'example.org', 3)
  for (const forged of [
    { petition: slug, reason: 'counted' },
    { petition: slug, reason: 'counted', source: 'web' },
    { petition: slug, reason: 'counted', hour: '2026-11-24' },
    { petition: slug, reason: 'burst' },
    { reason: 'burst', source: 'web' },
    { petition: slug, reason: 'counted', source: 'web', hour: '%' },
  ]) {
    expect((await judge(world, token, forged, 'invalidate')).status, JSON.stringify(forged)).toBe(400)
  }
  expect(
    (await judge(world, token, { petition: slug, reason: 'counted', source: 'web', hour: '2026-11-24T18' }, 'release'))
      .status,
  ).toBe(400)
  expect(await world.total()).toBe(3)
})
