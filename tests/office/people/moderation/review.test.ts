import { expect } from 'vitest'
import { forgetReleases } from '~/office/people/moderation/held.server'
import { rosa, slug, test, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'

async function signsAndConfirms(world: World, count: number, isHeld: boolean) {
  for (let index = 0; index < count; index += 1)
    await world.signs(
      {
        ...rosa,
        given_name: `Rosa ${index}`,
        email: `rosa${index}@example.org`,
        share_name: '1',
        comments: 'Por mi familia',
      },
      { isHeld },
    )
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
}

const held = () => officeRoute('office.held')
const readHeld = async (world: World, token: string) =>
  (await call(world, held().loader!, { token })).body as {
    waiting: Record<string, string>[]
    invalid: Record<string, string>[]
  }
const judge = async (world: World, token: string, group: Record<string, unknown>, verdict: string) => {
  const fields = Object.fromEntries(
    ['petition', 'reason', 'source', 'hour', 'domain'].map((name) => [name, String(group[name])]),
  )
  return (await call(world, held().action!, { token, fields: { ...fields, verdict } })).location
}

test('a held burst is taken out or let count in one step that can be undone, and total and names move with it', async ({
  world,
}) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await signsAndConfirms(world, 5, true)
  const names = async () => (await world.db.selectFrom('public_name').select('display_name').execute()).length
  expect(await world.total()).toBe(0)
  const { waiting } = await readHeld(world, token)
  expect(waiting).toMatchObject([{ petition: slug, reason: 'burst', signatures: 5, confirmed: 5 }])
  expect(await judge(world, token, waiting[0]!, 'invalidate')).toMatch(/done=5/)
  expect([await world.total(), await names()]).toEqual([0, 0])
  const { invalid } = await readHeld(world, token)
  expect(await judge(world, token, invalid[0]!, 'release')).toMatch(/done=5/)
  expect([await world.total(), await names()]).toEqual([5, 5])
  const acts = await world.db.selectFrom('audit').select(['act', 'how_many']).orderBy('seq').execute()
  expect(acts).toEqual([
    { act: 'invalidated-held', how_many: 5 },
    { act: 'undid-invalidation', how_many: 5 },
  ])
})

test('signatures that were let count are held again for a day after, and not when they were removed meanwhile', async ({
  world,
}) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await signsAndConfirms(world, 3, true)
  const names = async () => (await world.db.selectFrom('public_name').select('display_name').execute()).length
  await judge(world, token, (await readHeld(world, token)).waiting[0]!, 'release')
  expect([await world.total(), await names()]).toEqual([3, 3])
  const { releases } = (await call(world, held().loader!, { token })).body as {
    releases: { id: string; signatures: number }[]
  }
  const [release] = releases
  expect(release).toMatchObject({ signatures: 3 })
  const later = new Date(world.at.getTime() + 25 * 3_600_000)
  const takesBack = (whose = token) =>
    call(world, held().action!, { token: whose, fields: { verdict: 'take-back', release: release!.id } })
  const other = await organizer(world, 'moderator', await groupOf(world, 'Mesa'))
  expect((await takesBack(other.token)).location).toMatch(/back=0/)
  expect((await takesBack()).location).toMatch(/back=3/)
  expect([await world.total(), await names()]).toEqual([0, 0])
  expect((await readHeld(world, token)).waiting).toMatchObject([{ reason: 'burst', signatures: 3 }])
  expect((await takesBack()).location).toMatch(/back=0/)
  await judge(world, token, (await readHeld(world, token)).waiting[0]!, 'release')
  expect(await forgetReleases(world.as.worker, later)).toBe(1)
  expect(await world.total()).toBe(3)
})

test('who was erased and brought back is among those that are held again, unless it is too late for that', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await signsAndConfirms(world, 2, true)
  const group = (await readHeld(world, token)).waiting[0]!
  const { id: person } = await world.db.selectFrom('person').select('id').orderBy('id').executeTakeFirstOrThrow()
  const erases = () =>
    call(world, officeRoute('office.people.$person_.erase').action!, { token, params: { person }, fields: {} })
  const bringsBack = async () => {
    const { id } = await world.db
      .selectFrom('erasure')
      .select('id')
      .where('state', '=', 'held')
      .executeTakeFirstOrThrow()
    expect((await call(world, officeRoute('office.people.erased').action!, { token, fields: { id } })).status).toBe(303)
  }
  await judge(world, token, group, 'release')
  await erases()
  await bringsBack()
  const { id: release } = await world.db.selectFrom('held_release').select('id').executeTakeFirstOrThrow()
  await call(world, held().action!, { token, fields: { verdict: 'take-back', release } })
  expect(await world.total()).toBe(0)
  await judge(world, token, group, 'release')
  await erases()
  await world.db.deleteFrom('held_release').execute()
  await bringsBack()
  expect(await world.total()).toBe(2)
})

test('a comment that may give somebody away waits, is shown or hidden with a reason, and the name beside it stays', async ({
  world,
}) => {
  const { token } = await organizer(world, 'moderator', await groupOf(world, 'network'))
  await world.signs({ ...rosa, share_name: '1', comments: 'Llamen a mi vecina al 602 555 0199' })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  const comments = officeRoute('office.comments')
  expect((await call(world, comments.loader!, { token })).body).toMatchObject({ lines: [{ id, name: 'Rosa M.' }] })
  const form = new FormData()
  for (const [name, value] of [
    ['id', id],
    ['verdict', 'hidden'],
    ['reason', 'danger'],
    ['from', 'review'],
  ])
    form.append(name!, value!)
  await call(world, comments.action!, { token, fields: form })
  expect(await world.db.selectFrom('public_name').select(['comment_state', 'display_name']).execute()).toEqual([
    { comment_state: 'hidden', display_name: 'Rosa M.' },
  ])
})
