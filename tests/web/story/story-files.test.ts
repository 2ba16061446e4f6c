import { XMLParser, XMLValidator } from 'fast-xml-parser'
import ICAL from 'ical.js'
import { expect } from 'vitest'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { postKind } from '~/campaigns/news/news-content'
import { type Language, languages } from '~/i18n/language'
import { loader as caseJson } from '~/routes/$lang.campaigns.$slug_.cases.$thing[.]json'
import { loader as casesJson } from '~/routes/$lang.campaigns.$slug_.cases[.]json'
import { loader as meetingIcs } from '~/routes/$lang.campaigns.$slug_.meetings.$thing[.]ics'
import { loader as meetingsIcs } from '~/routes/$lang.campaigns.$slug_.meetings[.]ics'
import { loader as newsAtom } from '~/routes/$lang.campaigns.$slug_.news[.]atom'
import { loader as newsJson } from '~/routes/$lang.campaigns.$slug_.news[.]json'
import { loader as timelineAtom } from '~/routes/$lang.campaigns.$slug_.timeline[.]atom'
import { loader as timelineJson } from '~/routes/$lang.campaigns.$slug_.timeline[.]json'
import { loader as placeIcs } from '~/routes/$lang.places.$place_.meetings[.]ics'
import { campaignSlug, meeting, publishes, tellsStory } from '../../support/campaign-story'
import { test, type World } from '../../support/firme-test'
import { envInPublic } from '../../support/settings'
import { both, hasDocument } from '../../support/story-things'

interface Asking {
  lang?: Language
  thing?: string
  place?: string
  at?: Date
}

/** What a route answers, as text, with its type and tags. */
async function fileOf(world: World, loader: unknown, { lang = 'en', at = world.at, ...params }: Asking = {}) {
  const args = {
    request: new Request('https://firme.example.org/'),
    params: { lang, slug: campaignSlug, ...params },
    context: { db: world.as.web, env: envInPublic, now: () => at },
  }
  try {
    const answer = await (loader as (args: unknown) => Promise<Response>)(args)
    const { headers } = answer
    return {
      status: answer.status,
      type: headers.get('content-type'),
      tags: headers.get('x-firme-tags'),
      text: await answer.text(),
    }
  } catch (thrown) {
    if (thrown instanceof Response) return { status: thrown.status, type: null, tags: null, text: '' }
    throw thrown
  }
}

interface AtomEntry {
  id: string
  title: { '#text': string }
  link: { '@_href': string }
  updated: string
  published?: string
  content?: { '#text': string }
}

/** An Atom feed, as RFC 4287 wants it. */
function atomOf(text: string) {
  expect(XMLValidator.validate(text)).toBe(true)
  const { feed } = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' }).parse(text) as {
    feed: {
      '@_xml:lang': string
      '@_xmlns': string
      id: string
      title: string
      updated: string
      author: { name: string }
      link: { '@_rel': string; '@_href': string }[]
      entry: AtomEntry[]
    }
  }
  expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom')
  for (const one of [feed, ...feed.entry]) {
    expect(one.id).toMatch(/^(https:|urn:uuid:)/)
    expect(one.title).toBeTruthy()
    expect(Number.isNaN(Date.parse(one.updated))).toBe(false)
  }
  expect(new Set(feed.entry.map(({ id }) => id)).size).toBe(feed.entry.length)
  expect(feed.author.name).toBeTruthy()
  return feed
}

const calendarOf = (text: string) => {
  expect(text.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
  return new ICAL.Component(ICAL.parse(text) as unknown[])
    .getAllSubcomponents('vevent')
    .map((one) => new ICAL.Event(one))
}

test.for(languages)('the timeline is a feed in %s, and says which ruling was vacated', async (lang, { world }) => {
  await tellsStory(world.db)
  const file = await fileOf(world, timelineAtom, { lang })
  expect(file.type).toBe('application/atom+xml; charset=utf-8')
  const feed = atomOf(file.text)
  expect(feed['@_xml:lang']).toBe(`${lang}-US`)
  expect(feed.link.find((link) => link['@_rel'] === 'self')?.['@_href']).toBe(
    `https://firme.example.org/${lang}/campaigns/end-s-comm/timeline.atom`,
  )
  const entry = feed.entry.find(({ link }) => link['@_href'].endsWith('#ruling-of-2019'))!
  expect(entry.title['#text']).toMatch(lang === 'en' ? /^\[Vacated in part\] / : /^\[Anulada en parte\] /)
  expect(entry.content?.['#text']).toMatch(
    lang === 'en' ? /was vacated in part|Part of this ruling was vacated/ : /fue anulada en parte/,
  )
  expect(feed.entry.filter(({ title }) => title['#text'].startsWith('['))).toHaveLength(1)
})

test('a ruling that is overturned later comes first in the feed again, though its entry was not touched', async ({
  world,
}) => {
  await tellsStory(world.db)
  const later = new Date('2026-12-24T12:00:00Z')
  await world.db.updateTable('court_case').set({ updated_at: later }).where('slug', '=', 'gonzalez-v-ice').execute()
  const feed = atomOf((await fileOf(world, timelineAtom)).text)
  expect(feed.entry[0]!.link['@_href']).toMatch(/#ruling-of-2019$/)
  expect([feed.updated, feed.entry[0]!.updated]).toEqual([later.toISOString(), later.toISOString()])
})

test('JSON of a case names the documents of its events, as far as they are published', async ({ world }) => {
  await tellsStory(world.db)
  await hasDocument(world.db, { slug: 'ruling-2019', title: both('The ruling', 'La decisión') }, world.at)
  type Events = { events: { document: { url: string } | null }[] }
  const urls = async () => {
    const { cases } = JSON.parse((await fileOf(world, casesJson)).text) as { cases: Events[] }
    const one = JSON.parse((await fileOf(world, caseJson, { thing: 'gonzalez-v-ice' })).text) as Events
    return [...cases, one].map(({ events }) => events.flatMap(({ document }) => document?.url ?? []))
  }
  expect((await urls()).flat()).toEqual([])
  await world.db.updateTable('document').set({ state: 'open' }).execute()
  expect(await urls()).toContainEqual(['https://firme.example.org/en/documents/ruling-2019'])
  expect((await urls()).at(-1)).toHaveLength(1)
})

test('JSON says of each ruling whether it stands', async ({ world }) => {
  await tellsStory(world.db)
  const timeline = JSON.parse((await fileOf(world, timelineJson)).text) as {
    entries: { key: string; standing: { is: string; date: string; words: { es: string } } | null }[]
  }
  expect(
    timeline.entries.flatMap(({ key, standing }) => (standing ? [[key, standing.is, standing.date]] : [])),
  ).toEqual([['ruling-of-2019', 'vacated', '2020-09-11']])
  expect(timeline.entries.at(-1)!.standing!.words.es).toContain('anulada')
  type Events = { events: { key: string; standing: { is: string } | null }[] }
  const { cases } = JSON.parse((await fileOf(world, casesJson)).text) as { cases: Events[] }
  const one = JSON.parse((await fileOf(world, caseJson, { thing: 'gonzalez-v-ice' })).text) as Events
  for (const { events } of [cases[0]!, one])
    expect(events.map(({ key, standing }) => [key, standing?.is])).toEqual([
      ['e1', undefined],
      ['e2', 'vacated'],
      ['e3', undefined],
      ['e4', undefined],
    ])
  expect((await fileOf(world, caseJson, { thing: 'nowhere' })).status).toBe(404)
})

test.for(languages)(
  'news in %s is an Atom feed and a JSON Feed, without what is due later',
  async (lang, { world }) => {
    await tellsStory(world.db)
    await publishes(world.db, postKind, 'odd', {
      title: { en: 'ICE & <sheriffs>', es: 'ICE & <alguaciles>' },
      summary: { en: 'a < b', es: 'a < b' },
      text: { en: 'Text ]]> text', es: 'Texto ]]> texto' },
    })
    const titles =
      lang === 'en'
        ? ['ICE & <sheriffs>', 'Saguaro County votes on Tuesday']
        : ['ICE & <alguaciles>', 'El condado de Saguaro vota el martes']
    const feed = atomOf((await fileOf(world, newsAtom, { lang })).text)
    // An Atom title of type "html" is HTML once it is read.
    const read = feed.entry.map(({ title }) =>
      title['#text'].replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&'),
    )
    expect(read).toEqual(expect.arrayContaining([...titles, 'El Diario de Ocotillo: Las huellas que viajan solas']))
    const file = await fileOf(world, newsJson, { lang })
    const json = JSON.parse(file.text) as {
      version: string
      feed_url: string
      language: string
      items: { id: string; title: string; url: string; content_html: string; date_published: string }[]
    }
    expect([file.type, json.language, json.feed_url]).toEqual([
      'application/feed+json; charset=utf-8',
      `${lang}-US`,
      `https://firme.example.org/${lang}/campaigns/end-s-comm/news.json`,
    ])
    expect(json.version).toMatch(/^https:\/\/jsonfeed\.org\/version\/1/)
    expect(json.items.map(({ title }) => title)).toEqual(expect.arrayContaining(titles))
    for (const item of json.items)
      expect(item).toMatchObject({ id: expect.any(String), content_html: expect.any(String) })
    expect(json.items.map(({ date_published: at }) => at)).toEqual(
      json.items
        .map(({ date_published: at }) => at)
        .sort()
        .reverse(),
    )
    expect([feed.entry.length, json.items.length]).toEqual([4, 4])
    const later = atomOf((await fileOf(world, newsAtom, { lang, at: new Date('2026-12-09T16:00:00Z') })).text)
    expect(later.entry).toHaveLength(5)
  },
)

test.for(languages)(
  'a meeting in %s goes into a calendar at its instant, and says its own time in words',
  async (lang, { world }) => {
    await tellsStory(world.db)
    const file = await fileOf(world, meetingIcs, { lang, thing: 'saguaro-board' })
    expect(file.type).toBe('text/calendar; charset=utf-8')
    const [event, ...others] = calendarOf(file.text)
    expect(others).toEqual([])
    expect([event!.startDate.toJSDate(), event!.endDate.toJSDate()]).toEqual([
      new Date('2026-12-09T01:00:00Z'),
      new Date('2026-12-09T04:00:00Z'),
    ])
    expect(event!.summary).toBe(meeting.title[lang])
    expect(event!.location).toContain('Ocotillo Plaza')
    expect(event!.description).toContain(lang === 'en' ? 'Arizona time' : 'Hora de Arizona')
    expect(event!.description).toContain('https://example.org/agenda')
    expect((await fileOf(world, meetingIcs, { lang, thing: 'saguaro-board' })).text).toBe(file.text)
  },
)

test('a calendar shows plain words, and where a meeting is in one line', async ({ world }) => {
  await publishes(world.db, meetingKind, 'vigil', {
    ...meeting,
    where: { en: 'City Hall, 1 Main Street\nThere are seats for everyone.', es: 'Ayuntamiento\nHay lugar para todos.' },
    about: {
      en: '**What we ask:** vote *yes*.\n\n- Read [the draft](https://example.org/draft)',
      es: 'Lo que pedimos.',
    },
  })
  const [event] = calendarOf((await fileOf(world, meetingIcs, { lang: 'en', thing: 'vigil' })).text)
  expect(event!.location).toBe('City Hall, 1 Main Street, Saguaro County')
  expect(event!.description).toContain('What we ask: vote yes.\nRead the draft (https://example.org/draft)')
  expect(event!.description).toContain('There are seats for everyone.')
  expect(event!.description).not.toMatch(/[*[\]]/)
})

test('a campaign and a place each have a calendar of their meetings', async ({ world }) => {
  await tellsStory(world.db)
  await publishes(world.db, meetingKind, 'elsewhere', { ...meeting, place: 'az-maricopa-county' })
  await publishes(world.db, meetingKind, 'draft', meeting, { state: 'draft' })
  const uids = async (loader: unknown, asking?: Asking) =>
    calendarOf((await fileOf(world, loader, asking)).text).map(({ uid }) => uid)
  const all = await uids(meetingsIcs)
  expect(new Set(all).size).toBe(2)
  expect(all).toEqual(expect.arrayContaining(await uids(placeIcs, { place: 'az-saguaro-county' })))
  expect(await uids(placeIcs, { place: 'az-saguaro-county' })).toHaveLength(1)
  expect(await uids(placeIcs, { place: 'az-cochise-county' })).toEqual([])
  expect((await fileOf(world, placeIcs, { place: 'nowhere' })).status).toBe(404)
  expect((await fileOf(world, meetingIcs, { thing: 'draft' })).status).toBe(404)
})
