import { expect } from 'vitest'
import { startSession } from '~/office/guard/sessions.server'
import type { Needs } from '~/office/today/needs.server'
import type { Today } from '~/office/today/today.server'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

interface Home {
  needs: Needs
  today: Today
  comments: { id: string; comment: string }[]
}

async function omar(world: World, group = 'network') {
  const { id, token } = await organizer(world, 'organizer', await groupOf(world, group))
  return {
    token,
    /** What they see some days later, when they sign in again. */
    home: async (days = 0) => {
      const at = new Date(world.at.getTime() + days * 86_400_000)
      const later = await startSession(world.db, world.keyring, { organizerId: id, way: 'passkey' }, at)
      return (await call(world, officeRoute('office._index').loader!, { token: later, at })).body as Home
    },
  }
}

async function signedAndConfirmed(world: World) {
  await world.signs({ ...rosa, share_name: '1', comments: 'Llamen a mi vecina al 602 555 0199' })
  await world.work()
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.confirms(id)
  return id
}

test('today tells this week against the last', async ({ world }) => {
  const { home } = await omar(world)
  await signedAndConfirmed(world)
  const signatures = async (days: number) => (await home(days)).today.weeks[0]
  expect(await signatures(0)).toEqual({ what: 'Signatures', week: 1, before: 0 })
  expect(await signatures(8)).toEqual({ what: 'Signatures', week: 0, before: 1 })
  expect(await signatures(20)).toEqual({ what: 'Signatures', week: 0, before: 0 })
})

test('a goal that was reached is told in that week, and not again', async ({ world }) => {
  const { home } = await omar(world)
  await world.db
    .updateTable('petition')
    .set({ goal_steps: [1, 500] })
    .where('slug', '=', slug)
    .execute()
  expect((await home()).today.goals).toEqual([])
  await signedAndConfirmed(world)
  expect((await home()).today.goals).toMatchObject([{ page: { slug }, goal: 1 }])
  expect((await home(8)).today.goals).toEqual([])
})

test('a comment that waits is shown from there with one button, and today says so', async ({ world }) => {
  const { token, home } = await omar(world)
  const id = await signedAndConfirmed(world)
  const { comments, needs } = await home()
  expect([comments.map((one) => one.id), needs.waiting.comments]).toEqual([[id], 1])
  const shown = await call(world, officeRoute('office.comments').action!, {
    token,
    fields: { id, verdict: 'shown', from: 'today' },
  })
  expect(shown.location).toBe('/office?shown')
  expect((await home()).comments).toEqual([])
})

test('each open page has its next steps, drafts are apart, and a page that the reader may not change offers no change', async ({
  world,
}) => {
  const { home } = await omar(world)
  await world.db.updateTable('advocacy_campaign').set({ state: 'archived' }).where('kind', '=', 'call').execute()
  await world.db.updateTable('petition').set({ state: 'draft' }).where('slug', '=', 'no-287g').execute()
  const { today } = await home()
  const page = today.open.find((one) => one.slug === slug)!
  expect(page).toMatchObject({ mayEdit: true, missingKinds: ['call'] })
  expect(page.flyerUrl).toMatch(/\/en\/petitions\/alto-polimigra\/flyer\.pdf$/)
  expect(today.drafts.map((one) => one.slug)).toEqual(['no-287g'])
  const { token } = await organizer(world, 'viewer', await groupOf(world, 'network'))
  const seen = ((await call(world, officeRoute('office._index').loader!, { token })).body as Home).today
  expect(seen.open.find((one) => one.slug === slug)).toMatchObject({ mayEdit: false, missingKinds: [] })
  expect(await (await omar(world, 'Saguaro')).home()).toMatchObject({ today: { open: [], drafts: [], campaigns: [] } })
})
