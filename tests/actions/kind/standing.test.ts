import { sql } from 'kysely'
import { expect } from 'vitest'
import { readCallState } from '~/actions/calls/call-state'
import { readCallPage } from '~/actions/calls/read-call.server'
import {
  type AdvocacyCampaign,
  advocacyBySlug,
  availabilityOf,
  findAdvocacyCampaign,
  openAt,
} from '~/actions/kind/advocacy.server'
import { letterPlaceSchema } from '~/actions/letters/letter.schema'
import { readLetterPage } from '~/actions/letters/read-letter.server'
import { listActionCards, outreachKind } from '~/actions/registry.server'
import { readTextPage } from '~/actions/texts/read-text-page.server'
import { readTextPlace } from '~/actions/texts/text-place'
import { openAt as now, opens, toSheriff } from '../../support/calls'
import { test, type World } from '../../support/firme-test'
import { envInPublic } from '../../support/settings'

const [before, after] = [new Date(now.getTime() - 60_000), new Date(now.getTime() + 60_000)]
const states = ['draft', 'open', 'closed', 'archived'] as const
const times = [null, before, now, after]

const cardOf = async (world: World) =>
  (await listActionCards(world.db, 'en', now, null)).find((card) => card.path === `/en/calls/${toSheriff}`)

test('a card and its page tell the same number: what was refused or came back is not in it', async ({ world }) => {
  const { rows: actions } = await sql<{ id: string; kind: string; slug: string }>`
    select distinct on (kind) id, kind, slug from advocacy_campaign where state = 'open' order by kind, slug
  `.execute(world.db)
  await world.db.deleteFrom('outreach_tally').execute()
  for (const { id, kind } of actions)
    await sql`
      insert into outreach_tally (advocacy_campaign_id, post_id, day, channel, outcome, language, count)
      select ${id}, (select id from post order by slug limit 1), '2026-11-24', ${kind}, outcome, 'en', 1 from unnest(${[...outreachKind(kind).outcomes]}::text[]) as outcome
    `.execute(world.db)
  const cards = await listActionCards(world.db, 'en', now, null)
  const pages = {
    call: async (action: AdvocacyCampaign) =>
      readCallPage(
        world.db,
        action,
        'en',
        readCallState(() => null),
        now,
      ),
    letter: async (action: AdvocacyCampaign) =>
      readLetterPage(world.db, { action, language: 'en', place: letterPlaceSchema.parse({}), now }),
    text: async (action: AdvocacyCampaign) =>
      readTextPage(
        world.db,
        envInPublic,
        action,
        'en',
        readTextPlace(() => null),
        now,
      ),
  }
  const said: Record<string, string[]> = {}
  for (const { kind, slug } of actions) {
    const page = await pages[kind as 'call']((await findAdvocacyCampaign(world.db, kind, slug))!)
    said[kind] = [cards.find(({ path }) => path === outreachKind(kind).path('en', slug))!.soFar, page.soFar]
  }
  expect(said).toEqual({
    call: Array(2).fill('6 calls made'),
    letter: Array(2).fill('3 letters sent'),
    text: Array(2).fill('3 texts sent'),
  })
})

test('an action that was closed before it had opened is over, on its page and on its card', async ({ world }) => {
  await world.db
    .updateTable('advocacy_campaign')
    .set({ state: 'closed', opens_at: after })
    .where('slug', '=', toSheriff)
    .execute()
  expect((await opens(world, toSheriff)).now.is).toBe('over')
  expect((await cardOf(world))!.state).toBe('over')
})

test('an action whose end comes before its beginning never opens', async ({ world }) => {
  await world.db
    .updateTable('advocacy_campaign')
    .set({ opens_at: after, closes_at: before })
    .where('slug', '=', toSheriff)
    .execute()
  expect([(await opens(world, toSheriff)).now.is, (await cardOf(world))!.state]).toEqual(['over', 'over'])
})

test('an open action of a campaign that nobody sees is not open, for anything that arrives by text, call or letter', async ({
  world,
}) => {
  const isOpen = async () =>
    (
      await sql<{
        is: boolean
      }>`select ${openAt('advocacy_campaign', now)} as is from advocacy_campaign where slug = ${toSheriff}`.execute(
        world.db,
      )
    ).rows[0]!.is
  expect(await isOpen()).toBe(true)
  await world.db.updateTable('campaign').set({ state: 'draft' }).execute()
  expect(await isOpen()).toBe(false)
  expect(availabilityOf((await advocacyBySlug(world.db, toSheriff))!, now)).toBe('over')
  expect([await findAdvocacyCampaign(world.db, 'call', toSheriff), await cardOf(world)]).toEqual([null, undefined])
})

test('whatever its state and times and those of its campaign, what SQL takes for open is what the pages show as open', async ({
  world,
}) => {
  const facts = states.flatMap((state) =>
    times.flatMap((opensAt) =>
      times.flatMap((closesAt) =>
        times.flatMap((campaignClosesAt) =>
          [true, false].map((isCampaignPublished) => ({
            state,
            opensAt,
            closesAt,
            campaignClosesAt,
            isCampaignPublished,
          })),
        ),
      ),
    ),
  )
  const { rows } = await sql<{ at: number; is: boolean }>`
    with recursive campaign as (
      select at as id, case when published then 'published' else 'draft' end as state, campaign_closes_at as closes_at from facts),
    facts as (
      select * from unnest(${facts.map((_, index) => index)}::integer[], ${facts.map((one) => one.state)}::text[], ${facts.map((one) => one.opensAt)}::timestamptz[], ${facts.map((one) => one.closesAt)}::timestamptz[],
        ${facts.map((one) => one.campaignClosesAt)}::timestamptz[], ${facts.map((one) => one.isCampaignPublished)}::boolean[]) as f (at, state, opens_at, closes_at, campaign_closes_at, published))
    select at, ${openAt('action', now)} as is from (select *, at as campaign_id from facts) as action order by at
  `.execute(world.db)
  expect(rows).toHaveLength(512)
  const differing = facts.filter(
    (fact, index) => (availabilityOf(fact as AdvocacyCampaign, now) === 'open') !== rows[index]!.is,
  )
  expect(differing).toEqual([])
})
