import { expect } from 'vitest'
import { lastWeeks } from '~/office/numbers/campaign-numbers.server'
import { rosa, sam, slug, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

interface Numbers {
  totals: { kind: string; all: number; week: number }[]
  weeks: { week: string; counts: Record<string, number>; all: number }[]
  pages: { count: number; lines: { slug: string; kind: string; all: number; campaign: { slug: string } }[] }
  states: { name: string; confirmed: number }[]
  sources: { petition: { slug: string }; source: string; received: number; confirmed: number }[]
  work: { name: string; typed: number; moderated: number; officials: number; texts: number }[] | null
}

async function numbers(world: World, token: string, query = ''): Promise<Numbers> {
  return (await call(world, officeRoute('office.numbers').loader!, { token, query })).body as Numbers
}

async function looker(world: World, role: 'owner' | 'viewer' = 'owner') {
  return organizer(world, role, await groupOf(world, 'network'))
}

async function twoConfirm(world: World) {
  await world.signs(rosa, { ref: 'flyers' })
  await world.signs(sam)
  await world.signs(tomas)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').orderBy('accepted_at').limit(2).execute())
    await world.confirms(id)
}

test('a campaign’s page adds up its signatures, calls, letters and texts, in all and by week', async ({ world }) => {
  const { token } = await looker(world)
  const before = await numbers(world, token)
  await twoConfirm(world)
  const action = await world.db
    .selectFrom('advocacy_campaign')
    .select(['id', 'kind'])
    .where('kind', '=', 'call')
    .executeTakeFirstOrThrow()
  const post = await world.db.selectFrom('post').select('id').executeTakeFirstOrThrow()
  const weekAgo = new Date(world.at.getTime() - 8 * 86_400_000).toISOString().slice(0, 10)
  await world.db
    .insertInto('outreach_tally')
    .values({
      advocacy_campaign_id: action.id,
      post_id: post.id,
      day: weekAgo,
      channel: 'call',
      outcome: 'spoke',
      language: 'es',
      count: 5,
    })
    .execute()
  const after = await numbers(world, token)
  const total = (of: Numbers, kind: string) => of.totals.find((one) => one.kind === kind)!.all
  expect(total(after, 'petition') - total(before, 'petition')).toBe(2)
  expect(total(after, 'call') - total(before, 'call')).toBe(5)
  expect(after.weeks.map(({ week }) => week)).toEqual(lastWeeks('2026-11-24'))
  expect(after.weeks.at(-1)!.counts.petition).toBe((before.weeks.at(-1)!.counts.petition ?? 0) + 2)
  const inWeeks = (of: Numbers) => of.weeks.reduce((sum, { counts }) => sum + (counts.call ?? 0), 0)
  expect(inWeeks(after) - inWeeks(before)).toBe(5)
  expect(after.weeks.every(({ counts, all }) => all === Object.values(counts).reduce((sum, one) => sum + one, 0))).toBe(
    true,
  )
  expect(after.states.reduce((sum, { confirmed }) => sum + confirmed, 0)).toBe(total(after, 'petition'))
})

test('what an archived page counted is in the totals and in the table below them', async ({ world }) => {
  await twoConfirm(world)
  const { token } = await looker(world)
  await world.db.updateTable('petition').set({ state: 'archived' }).where('slug', '=', slug).execute()
  const { totals, pages } = await numbers(world, token)
  const ofPetitions = pages.lines.filter(({ kind }) => kind === 'petition')
  expect(pages.lines.map((line) => line.slug)).toContain(slug)
  expect(ofPetitions.reduce((sum, { all }) => sum + all, 0)).toBe(totals.find(({ kind }) => kind === 'petition')!.all)
})

test('twelve weeks begin on Mondays, also on a Sunday and across the night when clocks change', () => {
  for (const today of ['2026-11-29', '2026-11-02', '2026-03-08']) {
    const weeks = lastWeeks(today)
    expect(weeks).toHaveLength(12)
    expect(weeks.every((week) => new Date(week).getUTCDay() === 1)).toBe(true)
    expect(new Set(weeks).size).toBe(12)
  }
  expect(lastWeeks('2026-11-29').at(-1)).toBe('2026-11-23')
})

test('source codes are counted by petition, and another campaign’s numbers stay apart', async ({ world }) => {
  await twoConfirm(world)
  const { token } = await looker(world)
  const { sources } = await numbers(world, token, '?campaign=end-s-comm')
  expect(sources).toContainEqual({
    petition: { slug, title: expect.anything() },
    source: 'flyers',
    received: 1,
    confirmed: 1,
  })
  const elsewhere = await numbers(world, token, '?campaign=no-such')
  expect(elsewhere).toMatchObject({ totals: [], sources: [], states: [], pages: { count: 0 } })
  expect(elsewhere.weeks.every(({ all }) => all === 0)).toBe(true)
})

test('owners see how much each organizer did, in counts; nobody else does, nor the owner of another group', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const omar = await organizer(world, 'organizer', network, 'Omar Reyes')
  const ana = await organizer(world, 'owner', network, 'Ana Ruiz')
  const acts = [
    ['imported-people', 40, 'first list'],
    ['imported-people', 2, 'second list'],
    ['imported-people', 7_000, 'third list'],
    ['undid-import', 7_000, 'third list'],
    ['imported-people', 5, 'third list'],
    ['moderated-comment', 3, 'x'],
    ['released-held', 900, 'x'],
    ['changed-official', 1, 'x'],
    ['answered-text', 1, 'x'],
    ['handled-text', 1, 'x'],
    ['opened-person', 1, 'x'],
  ] as const
  for (const [act, howMany, subject] of acts)
    await world.db
      .insertInto('audit')
      .values({
        at: world.at,
        organizer_id: omar.id,
        group_id: network,
        act,
        subject,
        how_many: howMany,
        reason: null,
      })
      .execute()
  const old = new Date(world.at.getTime() - 100 * 86_400_000)
  await world.db
    .insertInto('audit')
    .values({
      at: old,
      organizer_id: omar.id,
      group_id: network,
      act: 'answered-text',
      subject: 'x',
      how_many: 1,
      reason: null,
    })
    .execute()
  const { work } = await numbers(world, ana.token)
  expect(work!.find(({ name }) => name === 'Omar Reyes')).toEqual({
    id: omar.id,
    name: 'Omar Reyes',
    typed: 47,
    moderated: 903,
    officials: 1,
    texts: 2,
  })
  expect(work!.find(({ name }) => name === 'Ana Ruiz')).toMatchObject({
    typed: 0,
    moderated: 0,
    officials: 0,
    texts: 0,
  })
  expect((await numbers(world, omar.token)).work).toBeNull()
  const saguaro = await organizer(world, 'owner', await groupOf(world, 'Saguaro'), 'Lee Okafor')
  expect((await numbers(world, saguaro.token)).work!.map(({ name }) => name)).toEqual(['Lee Okafor'])
})
