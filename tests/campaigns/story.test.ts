import { expect } from 'vitest'
import { caseKind } from '~/campaigns/cases/case-kind'
import { readCase, readCases } from '~/campaigns/cases/cases.server'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { readMeeting, readMeetings, readMeetingsOfPlace } from '~/campaigns/meetings/meetings.server'
import { readNews, readPost } from '~/campaigns/news/news.server'
import { postKind, pressKind } from '~/campaigns/news/news-content'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import { timelineKind } from '~/campaigns/timeline/timeline-content'
import { timelineFilter } from '~/campaigns/timeline/timeline-filter'
import { partialDate } from '~/ui/page/dates'
import {
  campaignSlug,
  entries,
  galarza,
  gonzalez,
  meeting,
  press,
  publishes,
  tellsStory,
} from '../support/campaign-story'
import { test, type World } from '../support/firme-test'

const at = (when: string) => new Date(when)
const campaignOf = async (world: World) =>
  (await world.db.selectFrom('campaign').select('id').where('slug', '=', campaignSlug).executeTakeFirstOrThrow()).id
const filtered = async (world: World, query: string) =>
  readTimeline(world.as.web, await campaignOf(world), timelineFilter(new URLSearchParams(query)))

test('the story is told from its beginning, and only what was published', async ({ world }) => {
  await tellsStory(world.db)
  await publishes(world.db, timelineKind, 'not-yet', entries.begins, { state: 'draft' })
  const { entries: told, years, kinds, count } = await filtered(world, '')
  expect(told.map(({ slug }) => slug)).toEqual([
    'begins',
    'santa-clara-leaves',
    'illinois-out',
    'detainers-are-requests',
    'ruling-of-2019',
  ])
  expect([years, count]).toEqual([['2008', '2010', '2011', '2014', '2019'], 5])
  expect(kinds).toEqual([
    { kind: 'program', count: 1 },
    { kind: 'litigation', count: 2 },
    { kind: 'policy', count: 1 },
    { kind: 'organizing', count: 1 },
  ])
})

test('it can be narrowed down to a kind and a year; what is not there is ignored', async ({ world }) => {
  await tellsStory(world.db)
  const slugs = async (query: string) => (await filtered(world, query)).entries.map(({ slug }) => slug)
  expect(await slugs('kind=litigation')).toEqual(['detainers-are-requests', 'ruling-of-2019'])
  expect(await slugs('kind=litigation&year=2019')).toEqual(['ruling-of-2019'])
  expect(await slugs('kind=policy&year=2019')).toEqual([])
  expect(await slugs('kind=nonsense&year=1492')).toHaveLength(5)
})

test('an entry about a ruling that was vacated says so, even when its case is taken down', async ({ world }) => {
  await tellsStory(world.db)
  const standings = async () =>
    (await readTimeline(world.as.web, await campaignOf(world), everything)).entries.map(
      ({ slug, overturned, courtCase }) => [slug, overturned?.verb ?? null, courtCase?.isOpen ?? null],
    )
  expect(await standings()).toEqual([
    ['begins', null, null],
    ['santa-clara-leaves', null, null],
    ['illinois-out', null, null],
    ['detainers-are-requests', null, true],
    ['ruling-of-2019', 'vacated', true],
  ])
  await world.db.updateTable('court_case').set({ state: 'archived' }).execute()
  expect((await standings()).at(-1)).toEqual(['ruling-of-2019', 'vacated', false])
})

test('a day, a month and a year are said as exactly as they are known', () => {
  expect(['2014-03-04', '2008-03', '2011'].map((day) => [partialDate('en', day), partialDate('es', day)])).toEqual([
    ['March 4, 2014', '4 de marzo de 2014'],
    ['March 2008', 'marzo de 2008'],
    ['2011', '2011'],
  ])
})

test('a case is where its last event left it, and its events are in order', async ({ world }) => {
  await tellsStory(world.db)
  await publishes(world.db, caseKind, 'secret', gonzalez, { state: 'draft' })
  const campaignId = await campaignOf(world)
  expect((await readCases(world.as.web, campaignId)).map(({ slug, latest }) => [slug, latest?.kind])).toEqual([
    ['gonzalez-v-ice', 'settled'],
    ['galarza-v-szalczyk', 'ruled'],
  ])
  const found = (await readCase(world.as.web, campaignId, 'gonzalez-v-ice'))!
  expect(found.events.map(({ event, overturned }) => [event.key, overturned?.verb])).toEqual([
    ['e1', undefined],
    ['e2', 'vacated'],
    ['e3', undefined],
    ['e4', undefined],
  ])
  expect(await readCase(world.as.web, campaignId, 'secret')).toBeNull()
  expect(galarza.events).toHaveLength(1)
})

test('a post that is due later appears by itself at its time', async ({ world }) => {
  await tellsStory(world.db)
  const campaignId = await campaignOf(world)
  const slugs = async (when: string) => (await readNews(world.as.web, campaignId, 10, at(when))).map(({ slug }) => slug)
  expect(await slugs('2026-12-09T15:59:59Z')).toEqual(['saguaro-votes', 'huellas'])
  expect(await readPost(world.as.web, campaignId, 'after-the-vote', at('2026-12-09T15:59:59Z'))).toBeNull()
  expect(await slugs('2026-12-09T16:00:00Z')).toEqual(['after-the-vote', 'saguaro-votes', 'huellas'])
  expect((await readPost(world.as.web, campaignId, 'after-the-vote', at('2026-12-09T16:00:00Z')))?.slug).toBe(
    'after-the-vote',
  )
})

test('what came out in the press this morning is shown this morning', async ({ world }) => {
  await publishes(world.db, pressKind, 'today', { ...press, publishedOn: '2026-11-24' })
  const shown = async (when: string) =>
    (await readNews(world.as.web, await campaignOf(world), 10, at(when))).map(({ slug }) => slug)
  // Eight in the morning in Arizona.
  expect(await shown('2026-11-24T15:00:00Z')).toEqual(['today'])
  expect(await shown('2026-11-24T06:59:00Z')).toEqual([])
})

test('neither a draft nor a press link has a page of its own', async ({ world }) => {
  await tellsStory(world.db)
  await publishes(world.db, postKind, 'draft', {}, { state: 'draft' })
  const campaignId = await campaignOf(world)
  for (const slug of ['draft', 'huellas', 'nowhere'])
    expect(await readPost(world.as.web, campaignId, slug, at('2027-01-01T00:00:00Z')), slug).toBeNull()
})

test('a meeting counts down in its own zone, is on, and is over', async ({ world }) => {
  await tellsStory(world.db)
  const campaignId = await campaignOf(world)
  const then = async (when: string) => {
    const found = (await readMeeting(world.as.web, campaignId, 'saguaro-board', at(when)))!
    return [found.phase, found.daysUntil, found.comments?.isOpen, found.comments?.daysLeft]
  }
  // Still Thursday in Arizona.
  expect(await then('2026-12-04T06:59:00Z')).toEqual(['coming', 5, true, 1])
  expect(await then('2026-12-04T23:59:59Z')).toEqual(['coming', 4, true, 0])
  expect(await then('2026-12-05T00:00:00Z')).toEqual(['coming', 4, false, 0])
  expect(await then('2026-12-09T00:59:59Z')).toEqual(['coming', 0, false, -4])
  expect(await then('2026-12-09T01:00:00Z')).toEqual(['now', 0, false, -4])
  expect((await then('2026-12-09T04:00:00Z'))[0]).toBe('over')
})

test('a meeting without an end is over three hours after it begins', async ({ world }) => {
  await publishes(world.db, meetingKind, 'open-end', { ...meeting, endsAt: '' })
  const found = await readMeeting(world.as.web, await campaignOf(world), 'open-end', world.at)
  expect(found!.endsAt.toISOString()).toBe('2026-12-09T04:00:00.000Z')
})

test('meetings to come are soonest first, those held newest first, and a place has its own', async ({ world }) => {
  await tellsStory(world.db)
  for (const day of ['2026-10-06', '2026-11-03', '2027-01-05'])
    await publishes(world.db, meetingKind, `on-${day}`, {
      ...meeting,
      startsAt: `${day}T18:00`,
      endsAt: '',
      place: 'az-maricopa-county',
    })
  const { coming, over } = await readMeetings(world.as.web, await campaignOf(world), at('2026-11-24T18:00:00Z'))
  expect([coming, over].map((list) => list.map(({ slug }) => slug))).toEqual([
    ['saguaro-board', 'on-2027-01-05'],
    ['on-2026-11-03', 'on-2026-10-06'],
  ])
  const there = await readMeetingsOfPlace(world.as.web, 'az-saguaro-county', at('2026-11-24T18:00:00Z'))
  expect([...there.coming, ...there.over].map(({ slug }) => slug)).toEqual(['saguaro-board'])
})
