import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { utcDay } from '#db/utc-day'
import { translator } from '~/i18n/translator'
import type { OfficeFrame } from '~/office/frame/office-layout'
import { startSession } from '~/office/guard/sessions.server'
import type { Needs } from '~/office/today/needs.server'
import { NeedsList } from '~/office/today/needs-list'
import type { Today } from '~/office/today/today.server'
import type { Waiting } from '~/office/today/waiting.server'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { startTexting } from '../../support/texting'

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

/** A petition for each sheriff, each with a signature today. */
async function sheriffs(world: World, count: number, values: { state: 'open' | 'draft'; goal_steps?: number[] }) {
  const one = await world.db.selectFrom('petition').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()
  const words = { title: one.title, ask: one.ask, target: one.target, story: one.story, share_text: one.share_text }
  const copies = Array.from({ length: count }, (_, index) => ({
    campaign_id: one.campaign_id,
    group_id: one.group_id,
    slug: `${values.state}-${index}`,
    ...Object.fromEntries(Object.entries(words).map(([name, text]) => [name, JSON.stringify(text)])),
    ...values,
  }))
  await world.db
    .insertInto('petition')
    .values(copies as never)
    .execute()
  await sql`insert into petition_total (petition_id, received, confirmed, changed_at)
    select id, 1, 1, ${world.at} from petition where slug like 'open-%'`.execute(world.db)
  await sql`insert into tally_by (petition_id, dimension, key, received, confirmed)
    select id, 'day', ${utcDay(world.at)}, 1, 1 from petition where slug like 'open-%'`.execute(world.db)
}

test('Today with hundreds of pages shows the first few of each, counts them all and leaves no number out', async ({
  world,
}) => {
  const { home } = await omar(world)
  const before = (await home()).today
  await sheriffs(world, 30, { state: 'draft' })
  await sheriffs(world, 1_200, { state: 'open', goal_steps: [1, 500] })
  const { today } = await home()
  expect([today.open.few.length, today.open.count]).toEqual([10, before.open.count + 1_200])
  expect([today.drafts.few.length, today.drafts.count]).toEqual([10, before.drafts.count + 30])
  expect([today.goals.few.length, today.goals.count]).toEqual([10, 1_200])
  expect(today.weeks[0]).toEqual({ what: 'Signatures', week: 1_200, before: 0 })
  expect(today.campaigns[0]).toMatchObject({
    open: before.campaigns[0]!.open + 1_200,
    drafts: before.campaigns[0]!.drafts + 30,
    week: 1_200,
  })
})

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
  expect((await home()).today.goals.few).toEqual([])
  await signedAndConfirmed(world)
  expect((await home()).today.goals.few).toMatchObject([{ page: { slug }, goal: 1 }])
  expect((await home(8)).today.goals.few).toEqual([])
})

test('a cry for help by text comes first of all that needs somebody, with the way to answer it, until it is dealt with', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  await phone.says('ICE is outside', { from: '+16025550103' })
  const { token, home } = await omar(world)
  const shown = (waiting: Waiting, needs: Needs) =>
    renderToStaticMarkup(
      createElement(NeedsList, {
        t: translator('en'),
        lang: 'en',
        needs,
        waiting,
        comments: [],
        hasOwnPasskeyAdvice: false,
      }),
    )
  const { needs } = await home()
  const { menu } = (await call(world, officeRoute('office').loader!, { token })).body as OfficeFrame
  const thread = needs.cries.first!.thread
  const [first] = shown(menu.waiting, needs).split('</li>')
  expect(first).toContain('may be in danger')
  expect(first).toContain(`href="/office/inbox/${thread}"`)
  await world.db
    .updateTable('text_to_read')
    .set({ handled_at: world.at })
    .where('conversation_id', '=', thread)
    .execute()
  expect((await home()).needs.cries).toEqual({ count: 0, first: null })
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'))
  await world.db.updateTable('text_to_read').set({ handled_at: null }).execute()
  const { body } = await call(world, officeRoute('office._index').loader!, { token: viewer.token })
  expect((body as Home).needs.cries.count).toBe(0)
})

test('a comment that waits is shown from there with one button, and today says so', async ({ world }) => {
  const { token, home } = await omar(world)
  const id = await signedAndConfirmed(world)
  const { menu } = (await call(world, officeRoute('office').loader!, { token })).body as OfficeFrame
  expect([(await home()).comments.map((one) => one.id), menu.waiting.comments]).toEqual([[id], 1])
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
  const page = today.open.few.find((one) => one.slug === slug)!
  expect(page).toMatchObject({ mayEdit: true, missingKinds: ['call'] })
  expect(page.flyerUrl).toMatch(/\/en\/petitions\/alto-polimigra\/flyer\.pdf$/)
  expect(today.drafts.few.map((one) => one.slug)).toEqual(['no-287g'])
  const { token } = await organizer(world, 'viewer', await groupOf(world, 'network'))
  const seen = ((await call(world, officeRoute('office._index').loader!, { token })).body as Home).today
  expect(seen.open.few.find((one) => one.slug === slug)).toMatchObject({ mayEdit: false, missingKinds: [] })
  expect(await (await omar(world, 'Saguaro')).home()).toMatchObject({
    today: { open: { count: 0 }, drafts: { count: 0 }, campaigns: [] },
  })
})
