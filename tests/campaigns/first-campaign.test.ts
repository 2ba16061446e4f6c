import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { cases } from '#db/seeds/story/cases'
import { demoDocuments, writtenDocuments } from '#db/seeds/story/documents/demo-documents'
import { documentPdf } from '#db/seeds/story/documents/document-pdf'
import { homeSections } from '#db/seeds/story/home'
import { meetings } from '#db/seeds/story/meetings'
import { posts, press } from '#db/seeds/story/news'
import { pictures } from '#db/seeds/story/pictures'
import { policies, seedPolicies } from '#db/seeds/story/policies'
import { seedStory } from '#db/seeds/story/seed-story'
import { checkedOn } from '#db/seeds/story/sources'
import { timeline } from '#db/seeds/story/timeline'
import { caseKind } from '~/campaigns/cases/case-kind'
import { documentKind } from '~/campaigns/library/document-content'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { postKind, pressKind } from '~/campaigns/news/news-content'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { timelineKind } from '~/campaigns/timeline/timeline-content'
import type { Bilingual } from '~/i18n/language'
import { contentValues, missingIn, readContent } from '~/ui/forms/content'
import { test, type World } from '../support/firme-test'
import { templateTime } from '../support/template'

const soon = meetings(templateTime)
const kinds: [StoryKind, readonly { slug: string; content: object }[]][] = [
  [timelineKind, timeline],
  [caseKind, cases],
  [postKind, posts],
  [pressKind, press],
  [meetingKind, soon],
]
const everything: unknown[] = [timeline, cases, posts, press, soon, policies, homeSections, writtenDocuments, pictures]

/** Hosts of the sources that the campaign's facts were checked against. */
const factHosts = [
  'ccrjustice.org',
  'ice.gov',
  'case-law.vlex.com',
  'columbian.com',
  'uncoverthetruth.org',
  'clearinghouse.net',
  'legalnews.com',
  'casetext.com',
  'ndlon.org',
  'notonemoredeportation.com',
  'federalregister.gov',
  'ilrc.org',
  'immigrantjustice.org',
  'austinchronicle.com',
]
/** The texts of the state laws themselves, and the letter that ended the states' agreements. */
const lawHosts = ['ilga.gov', 'leginfo.legislature.ca.gov', 'flsenate.gov', 'capitol.texas.gov', 'nilc.org']
/** What sheriffs decided in 2014, in their own words or as reported; and the fictional places. */
const policyHosts = ['co.washington.or.us', 'lexisnexis.com', 'example.org']

/** Days, months and years that the facts give. */
const knownDates = new Set(
  `2008-03 2008-10 2010 2010-02-03 2010-04-27 2010-09-28 2011-05-04 2011-06-01 2011-06-06 2011-07-11 2011-08-05 2011-08-08
  2012-04-03 2012-07-13 2012-12-21 2013-01 2013-06-19 2013-07-03 2013 2014-03-04 2014-04-11 2014-05-02 2014-11-20 2017-01-25
  2017-08-28 2017 2018-01-25 2019-05-07 2019-06-14 2019-09-27 2020-09-11 2021-01-20 2024-12 2025-01-20 2025-03-04 2025-06-20
  2026-12-01`.split(/\s+/),
)

test('everything in the story would pass the gate that the office sets for publishing', () => {
  for (const [kind, items] of kinds)
    for (const { slug, content } of items) {
      const read = kind.readContent(JSON.parse(JSON.stringify(content))) as Record<string, unknown>
      const missing = [...missingIn(kind.fields, read), ...(kind.missingIn?.(read) ?? [])]
      expect({ slug, missing }).toEqual({ slug, missing: [] })
      const typed = contentValues(kind.fields, read)
      const { content: again, errors } = readContent(kind.fields, typed)
      expect({ slug, errors }).toEqual({ slug, errors: [] })
      expect(contentValues(kind.fields, again)).toEqual(typed)
    }
})

test('every text is there in both languages', () => {
  for (const { en, es } of bilinguals(everything)) {
    expect({ en, es: es.trim() }).not.toEqual({ en, es: '' })
    expect({ en: en.trim(), es }).not.toEqual({ en: '', es })
  }
})

test('there is as much as a campaign needs', () => {
  expect(timeline.length).toBeGreaterThanOrEqual(24)
  expect(new Set(timeline.map(({ content }) => content.kind)).size).toBe(4)
  expect(cases).toHaveLength(4)
  expect(posts.length + press.length).toBe(8)
  expect(soon).toHaveLength(2)
  expect(policies).toHaveLength(14)
  expect(writtenDocuments).toHaveLength(3)
  expect(homeSections.filter(({ kind }) => kind === 'links')).toHaveLength(6)
  for (const items of [...kinds.map(([, listed]) => listed), homeSections.map(({ key }) => ({ slug: key }))])
    expect(new Set(items.map(({ slug }) => slug)).size).toBe(items.length)
})

test('every fact says where it is from, and that it was looked at', () => {
  const entries = [...timeline.map(({ content }) => content), ...cases.flatMap(({ content }) => content.events)]
  for (const { sourceUrl, sourceTitle, sourceCheckedOn } of entries) {
    expect([...factHosts, ...lawHosts]).toContain(hostOf(sourceUrl))
    expect({ sourceTitle, sourceCheckedOn }).toEqual({
      sourceTitle: expect.stringMatching(/\S/),
      sourceCheckedOn: checkedOn,
    })
  }
  for (const { sourceUrl } of policies) expect([...lawHosts, ...policyHosts]).toContain(hostOf(sourceUrl))
  for (const { content } of press) expect(factHosts).toContain(hostOf(content.url))
  for (const url of JSON.stringify(homeSections).match(/https:[^)"\\]+/g)!)
    expect([...factHosts, ...lawHosts]).toContain(hostOf(url))
})

test('every date is one that the facts give, and the timeline is in order', () => {
  const dates = timeline.map(({ content }) => content.happenedOn)
  for (const date of [...dates, ...cases.flatMap(({ content }) => content.events.map((event) => event.happenedOn))])
    expect(knownDates).toContain(date)
  for (const { content } of cases)
    expect(content.events.map(({ happenedOn }) => happenedOn)).toEqual(
      content.events.map(({ happenedOn }) => happenedOn).toSorted(),
    )
})

test('an entry about a case leads to the event of that day', () => {
  for (const { slug, content } of timeline) {
    if (!content.courtCase) continue
    const told = cases.find((one) => one.slug === content.courtCase)
    expect({ slug, told: told?.slug }).toEqual({ slug, told: content.courtCase })
    if (!content.caseEvent) continue
    const event = told!.content.events.find(({ key }) => key === content.caseEvent)
    expect({ slug, on: event?.happenedOn.slice(0, 4) }).toEqual({ slug, on: content.happenedOn.slice(0, 4) })
  }
})

test('nothing leans on the ruling of 2019 without saying that it was vacated', () => {
  const ruling = cases.find(({ slug }) => slug === 'gonzalez-v-ice')!.content.events.find(({ key }) => key === 'e3')!
  expect(ruling).toMatchObject({ overturnedBy: 'e4', overturnedNote: { en: expect.stringContaining('vacated') } })
  const entry = timeline.find(({ content }) => content.happenedOn === '2019-09-27')!
  expect(entry.content).toMatchObject({ courtCase: 'gonzalez-v-ice', caseEvent: 'e3' })
  const leaning = bilinguals([
    timeline,
    cases.map(({ content }) => [content.summary, content.meaning]),
    posts,
    homeSections,
  ]).filter(({ en }) => /2019/.test(en) && /\b(Gonzalez|rule[sd]|ruling|bans?|banned|injunctions?)\b/.test(en))
  expect(leaning.length).toBeGreaterThan(4)
  expect(leaning.filter(({ en, es }) => !/vacate/.test(en) || !/anul/.test(es))).toEqual([])
})

test('the Spanish says usted, and the words of the glossary', () => {
  const familiar =
    /(?<!\p{L})(tú|ti|contigo|te|tu|tus|tuyo|tuya|puedes|quieres|tienes|sabes|eres|estás|vives|debes|necesitas|haz|pon|ven|mira|firmas|ayúdanos|únete|vosotros|vuestro|vuestra|tribunal|tribunales|funcionarios?)(?!\p{L})/iu
  const said = bilinguals(everything).filter(({ es }) => familiar.test(es))
  expect(said.map(({ es }) => familiar.exec(es)![0])).toEqual([])
})

test('each picture is small, and drawn', () => {
  for (const { picture } of Object.values(pictures)) {
    const drawn = readFileSync(`public${picture}`)
    expect(drawn.length).toBeLessThan(8_192)
    expect(drawn.toString()).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 1200 630">/)
  }
})

test('each document is a PDF in each language, the same each time', async () => {
  const { collection, documents } = await demoDocuments('https://firme.example.org')
  expect(new Set(documents.map(({ slug }) => slug)).size).toBe(6)
  for (const { slug, content, file } of documents) {
    expect({ slug, missing: missingIn(documentKind.fields, documentKind.readContent(content) as never) }).toEqual({
      slug,
      missing: [],
    })
    expect(content.collection).toBe(collection.slug)
    expect(file.subarray(0, 5).toString()).toBe('%PDF-')
    expect(file.length).toBeLessThan(30_000)
  }
  const [first] = documents
  expect((await documentPdf(writtenDocuments[0]!, 'en', new Date(`${checkedOn}T12:00:00Z`))).equals(first!.file)).toBe(
    true,
  )
})

/** The campaign's story, as a first start seeds it. */
async function toldStory(world: World): Promise<World['db']> {
  const { db } = world
  const { id: campaignId } = await db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  await seedStory(db, { campaignId }, templateTime)
  return db
}

test('the demo begins with its story published, and every history with its first version', async ({ world }) => {
  const db = await toldStory(world)
  for (const [table, count] of [
    ['timeline_entry', timeline.length],
    ['court_case', 4],
    ['news_item', 8],
    ['meeting', 2],
  ] as const) {
    const rows = await db.selectFrom(table).select(['id', 'content', 'state', 'revision']).execute()
    expect({ table, count: rows.length }).toEqual({ table, count })
    for (const { id, content, state, revision } of rows) {
      expect({ state, revision }).toEqual({ state: 'open', revision: 1 })
      const versions = await db.selectFrom('story_revision').selectAll().where('thing_id', '=', id).execute()
      expect(versions).toMatchObject([{ revision: 1, state: 'open', content }])
    }
  }
  const { sections } = await db.selectFrom('campaign').select('sections').executeTakeFirstOrThrow()
  expect(sections).toEqual(JSON.parse(JSON.stringify(homeSections)))
})

test('its columns say what the office would write, and its places exist', async ({ world }) => {
  const db = await toldStory(world)
  const columnsOf = (kind: StoryKind, content: object) =>
    kind.columns(kind.readContent(content), { now: templateTime, isFirst: true, before: kind.readContent({}) })
  for (const [kind, items] of kinds)
    for (const { slug, content } of items) {
      const row = await db.selectFrom(kind.table).selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()
      expect(row).toMatchObject(columnsOf(kind, content))
    }
  for (const { content } of [...timeline, ...soon]) {
    if (!content.place) continue
    const place = await db.selectFrom('division').select('id').where('slug', '=', content.place).executeTakeFirst()
    expect({ place: content.place, found: place !== undefined }).toEqual({ place: content.place, found: true })
  }
  const held = await db
    .selectFrom('meeting')
    .select(['division_id', 'starts_at', 'comment_by'])
    .orderBy('starts_at')
    .execute()
  expect(held).toMatchObject([
    { division_id: 'ocd-division/country:us/state:az/place:ocotillo', starts_at: new Date('2026-12-09T01:00:00Z') },
    { division_id: 'ocd-division/country:us/state:az/county:mesquite', starts_at: new Date('2026-12-16T16:30:00Z') },
  ])
})

test('policies are seeded with their kinds, and one that is unknown is an error that names it', async ({ world }) => {
  const { db } = world
  await db.deleteFrom('policy').execute()
  await db.deleteFrom('policy_kind').execute()
  expect(await seedPolicies(db, world.at)).toBe('no kinds yet')
  const insertKinds = (keys: string[]) =>
    db
      .insertInto('policy_kind')
      .values(keys.map((key, position) => ({ key, name: '{}', meaning: '{}', effect: 'limits' as const, position })))
      .execute()
  const [first, ...others] = new Set(policies.map(({ kind }) => kind))
  await insertKinds(others)
  await expect(seedPolicies(db, world.at)).rejects.toThrow(first)
  await insertKinds([first!])
  expect(await seedPolicies(db, world.at)).toBe('seeded')
  expect(await db.selectFrom('policy').select('id').execute()).toHaveLength(14)
})

function hostOf(url: string): string {
  expect(url).toMatch(/^https:/)
  return new URL(url).host.replace(/^www\./, '')
}

/** Every text in both languages, wherever it is. */
function bilinguals(value: unknown): Bilingual[] {
  if (Array.isArray(value)) return value.flatMap(bilinguals)
  if (typeof value !== 'object' || value === null) return []
  const { en, es } = value as Partial<Bilingual>
  return typeof en === 'string' && typeof es === 'string' ? [{ en, es }] : Object.values(value).flatMap(bilinguals)
}
