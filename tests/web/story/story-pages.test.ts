import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import sharp from 'sharp'
import { expect } from 'vitest'
import { caseKind } from '~/campaigns/cases/case-kind'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { postKind } from '~/campaigns/news/news-content'
import { languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { loader as casesLoader, meta as casesMeta } from '~/routes/$lang.campaigns.$slug_.cases._index'
import { loader as caseLoader, meta as caseMeta } from '~/routes/$lang.campaigns.$slug_.cases.$thing'
import { loader as meetingsLoader, meta as meetingsMeta } from '~/routes/$lang.campaigns.$slug_.meetings._index'
import { loader as meetingLoader, meta as meetingMeta } from '~/routes/$lang.campaigns.$slug_.meetings.$thing'
import { loader as newsLoader, meta as newsMeta } from '~/routes/$lang.campaigns.$slug_.news._index'
import { loader as postLoader, meta as postMeta } from '~/routes/$lang.campaigns.$slug_.news.$thing'
import { loader as timelineLoader, meta as timelineMeta } from '~/routes/$lang.campaigns.$slug_.timeline'
import { type Poster, posterImage } from '~/web/share/poster-image.server'
import { readShared } from '~/web/share/read-poster.server'
import { CampaignFrame } from '~/web/story/campaign-frame'
import { galarza, meeting, publishes, campaignSlug as slug, tellsStory } from '../../support/campaign-story'
import { test, type World } from '../../support/firme-test'
import { policiesBy } from '../../support/policies'
import { visit } from '../../support/public'
import { both, hasCampaign, hasDocument } from '../../support/story-things'

const pages = [
  ['timeline', timelineLoader, timelineMeta],
  ['cases', casesLoader, casesMeta],
  ['cases/gonzalez-v-ice', caseLoader, caseMeta],
  ['news', newsLoader, newsMeta],
  ['news/saguaro-votes', postLoader, postMeta],
  ['meetings', meetingsLoader, meetingsMeta],
  ['meetings/saguaro-board', meetingLoader, meetingMeta],
] as const
const each = pages.flatMap((page) => languages.map((lang) => ({ lang, path: page[0], page })))

const paramsOf = (path: string) => ({ slug, ...(path.includes('/') ? { thing: path.split('/')[1]! } : {}) })
interface Tag {
  tagName?: string
  rel?: string
  type?: string
  href?: string
  property?: string
  content?: string
  'script:ld+json'?: Record<string, unknown>
}

test.for(each)(
  '$path in $lang is kept, says where it stands on the site, and shows a picture that is there',
  async ({ lang, page }, { world }) => {
    await tellsStory(world.db)
    const [path, loader, meta] = page
    const { data, tags, status } = await visit(world, loader, `/${lang}/campaigns/${slug}/${path}`, paramsOf(path))
    expect(status).toBe(200)
    const { id } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
    expect(tags).toEqual(expect.arrayContaining(['site', `story:${id}`]))
    const said = (meta as unknown as (given: object) => Tag[])({ data })
    const crumbs = said.map((tag) => tag['script:ld+json']).find((one) => one?.['@type'] === 'BreadcrumbList') as
      | { itemListElement: { item: string }[] }
      | undefined
    expect(crumbs?.itemListElement.at(-1)?.item).toBe(`https://firme.example.org/${lang}/campaigns/${slug}/${path}`)
    const image = said.find(({ property }) => property === 'og:image')!.content!
    expect(image).toMatch(/\/share\.png$/)
    const of = new URL(image).pathname.replace('/share.png', '')
    const thing = of.split('/')[5]
    const asked = { lang, path: of, slug: thing ?? slug, ...(thing ? { campaign: slug } : {}) }
    const shared = (await readShared(world.as.web, asked, world.at))!
    const { format, width } = await sharp(await posterImage(lang, shared.shows as Poster)).metadata()
    expect([format, width]).toEqual(['png', 1200])
  },
)

test('readers of feeds and calendars find them in the head of the page', async ({ world }) => {
  await tellsStory(world.db)
  const feeds = async (at: number) => {
    const [path, loader, meta] = pages[at]!
    const { data } = await visit(world, loader, `/es/campaigns/${slug}/${path}`, paramsOf(path))
    return (meta as unknown as (given: object) => Tag[])({ data }).flatMap(({ rel, type, href }) =>
      rel === 'alternate' && type ? [[type, href!.replace(`https://firme.example.org/es/campaigns/${slug}/`, '')]] : [],
    )
  }
  expect([await feeds(0), await feeds(3), await feeds(5)]).toEqual([
    [['application/atom+xml', 'timeline.atom']],
    [
      ['application/atom+xml', 'news.atom'],
      ['application/feed+json', 'news.json'],
    ],
    [['text/calendar', 'meetings.ics']],
  ])
})

test.for(languages)('the picture of a case with a vacated ruling says so in %s', async (lang, { world }) => {
  await tellsStory(world.db)
  const shows = async (thing: string) =>
    (await readShared(
      world.as.web,
      { lang, path: paths.courtCase(lang, slug, thing), slug: thing, campaign: slug },
      world.at,
    ))!.shows as Poster
  expect((await shows('gonzalez-v-ice')).target).toMatch(lang === 'en' ? /^Vacated in part on/ : /^Anulada en parte el/)
  expect((await shows('galarza-v-szalczyk')).target).toMatch(lang === 'en' ? /^Ruled, March/ : /^Decisión, 4 de/)
})

test('a document is linked once it is published', async ({ world }) => {
  await tellsStory(world.db)
  const documents = async () =>
    (
      await visit<{ courtCase: { documents: { name: string; href: string }[] } }>(
        world,
        caseLoader,
        `/es/campaigns/${slug}/cases/gonzalez-v-ice`,
        { slug, thing: 'gonzalez-v-ice' },
      )
    ).data.courtCase.documents
  await hasDocument(world.db, { slug: 'ruling-2019', title: both('The ruling', 'La decisión') }, world.at)
  expect(await documents()).toEqual([])
  await world.db.updateTable('document').set({ state: 'open' }).execute()
  expect(await documents()).toEqual([{ name: 'La decisión', href: '/es/documents/ruling-2019' }])
  // Of another campaign, it can be read only while that one is published.
  const other = await hasCampaign(world, 'other')
  await world.db.updateTable('document').set({ campaign_id: other }).execute()
  await world.db.updateTable('campaign').set({ state: 'draft' }).where('id', '=', other).execute()
  expect(await documents()).toEqual([])
  await world.db.updateTable('campaign').set({ state: 'published' }).where('id', '=', other).execute()
  expect(await documents()).toEqual([{ name: 'La decisión', href: '/es/documents/ruling-2019' }])
})

test('the list says of a case what its first paragraph says, without marks', async ({ world }) => {
  const summary = '**May ICE** ask [a jail](https://example.org)\nto hold *somebody*?\n\nMore.'
  await publishes(world.db, caseKind, 'marked', { ...galarza, summary: { en: summary, es: '' } })
  const { data } = await visit<{ cases: { summary: string }[] }>(world, casesLoader, `/en/campaigns/${slug}/cases`, {
    slug,
  })
  expect(data.cases[0]!.summary).toBe('May ICE ask a jail to hold somebody?')
})

test('drafts, and what is due later, have neither a page nor a picture', async ({ world }) => {
  await publishes(world.db, caseKind, 'draft', galarza, { state: 'draft' })
  await publishes(world.db, meetingKind, 'draft', meeting, { state: 'archived' })
  await publishes(world.db, postKind, 'draft', {}, { shownAt: new Date('2027-01-01T00:00:00Z') })
  for (const [section, loader] of [
    ['cases', caseLoader],
    ['meetings', meetingLoader],
    ['news', postLoader],
  ] as const) {
    const path = `/en/campaigns/${slug}/${section}/draft`
    expect((await visit(world, loader, path, { slug, thing: 'draft' })).status, section).toBe(404)
    expect(await readShared(world.as.web, { lang: 'en', path, slug: 'draft', campaign: slug }, world.at)).toBeNull()
  }
})

test('the frame of a campaign offers no page on which nothing is', async ({ world }) => {
  const rooms = async () =>
    (
      await visit<{ head: { campaign: { rooms: string[] } } }>(
        world,
        timelineLoader,
        `/es/campaigns/${slug}/timeline`,
        {
          slug,
        },
      )
    ).data.head.campaign.rooms
  for (const table of ['timeline_entry', 'court_case', 'news_item', 'meeting', 'document', 'policy'] as const)
    await sql`delete from ${sql.table(table)}`.execute(world.db)
  expect(await rooms()).toEqual([])
  await publishes(world.db, meetingKind, 'saguaro-board', meeting)
  await publishes(world.db, postKind, 'not-yet', { title: meeting.title }, { state: 'draft' })
  expect(await rooms()).toEqual(['meetings'])
  await hasDocument(world.db, { slug: 'unread', state: 'open' }, world.at)
  await policiesBy(world, [{ place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014' }])
  await world.db.updateTable('policy').set({ removed_at: world.at }).execute()
  expect(await rooms()).toEqual(['meetings'])
  await world.db.updateTable('document').set({ reading: 'read' }).execute()
  await world.db.updateTable('policy').set({ removed_at: null }).execute()
  expect(await rooms()).toEqual(['documents', 'localities', 'meetings'])
  const words = (current: 'home' | 'cases') =>
    renderToStaticMarkup(
      createElement(CampaignFrame, {
        lang: 'es',
        t: translator('es'),
        campaign: { slug, name: 'END S-COMM', rooms: ['meetings'] },
        current,
        children: null,
      }),
    )
      .replaceAll(/<[^>]+>/g, ' ')
      .trim()
      .split(/ {2,}/)
  expect(words('home')).toEqual(['Inicio', 'Actúe', 'Juntas'])
  // The page one is on is named although it is empty.
  expect(words('cases')).toEqual(['Inicio', 'Actúe', 'Casos', 'Juntas'])
})

test('without anything written, each list leads on to what can be done', async ({ world }) => {
  for (const at of [0, 1, 3, 5]) {
    const [path, loader] = pages[at]!
    const { status, data } = await visit<{ head: { acts: { cards: unknown[] } } }>(
      world,
      loader,
      `/en/campaigns/${slug}/${path}`,
      { slug },
    )
    expect([status, data.head.acts.cards.length], path).toEqual([200, 3])
    expect((await visit(world, loader, '/en/campaigns/nowhere', { slug: 'nowhere' })).status).toBe(404)
  }
})

const news = async (world: World, page: number) =>
  (
    await visit<{ shown: { news: { title: string }[]; hasOlder: boolean } }>(
      world,
      newsLoader,
      `/en/campaigns/${slug}/news?page=${page}`,
      { slug },
    )
  ).data.shown

test('news is paged, newest first, together with news of petitions', async ({ world }) => {
  for (let day = 1; day <= 22; day += 1)
    await publishes(
      world.db,
      postKind,
      `post-${day}`,
      { title: { en: `Post ${day}`, es: `Nota ${day}` } },
      { shownAt: new Date(Date.UTC(2026, 9, day, 18)) },
    )
  const [first, second, third] = [await news(world, 1), await news(world, 2), await news(world, 3)]
  // The demo's petition has one line of news.
  expect([first, second, third].map(({ news: { length }, hasOlder }) => [length, hasOlder])).toEqual([
    [20, true],
    [3, false],
    [0, false],
  ])
  expect(first.news[1]!.title).toBe('Post 22')
  expect(second.news.map(({ title }) => title)).toEqual(['Post 3', 'Post 2', 'Post 1'])
})
