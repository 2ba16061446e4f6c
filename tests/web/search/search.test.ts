import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { loader } from '~/routes/$lang.search'
import { dropEntries } from '~/web/search/drop-entries.server'
import { indexPages } from '~/web/search/index-pages.server'
import type { SearchAnswer } from '~/web/search/search.server'
import { hitsOnPage } from '~/web/search/search-kinds'
import { SearchPage } from '~/web/search/search-page'
import { searchSources } from '~/web/search/search-sources.server'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'
import { both, hasDocument, tells } from '../../support/story-things'

const ask = async (world: World, q: string, { lang = 'en', more = '' } = {}) =>
  (await visit<{ answer: SearchAnswer }>(world, loader, `/${lang}/search?q=${encodeURIComponent(q)}${more}`)).data
    .answer
const index = (world: World, at = world.at) => indexPages(world.as.worker, at)
const pathsOf = ({ groups }: SearchAnswer) => groups.flatMap(({ hits }) => hits.map(({ path }) => path))
const words = (pieces: { text: string; isFound: boolean }[]) =>
  pieces.filter(({ isFound }) => isFound).map(({ text }) => text)

test('campaigns, petitions, actions, places and officials are found in the language of the page', async ({ world }) => {
  await index(world)
  const { title } = await world.db
    .selectFrom('petition')
    .select('title')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  expect(pathsOf(await ask(world, title.en))).toContain(`/en/petitions/${slug}`)
  expect(pathsOf(await ask(world, 'Vance'))).toEqual(
    expect.arrayContaining(['/en/officials/ida-vance-saguaro', '/en/calls/call-sheriff-vance']),
  )
  expect(pathsOf(await ask(world, 'condado Maricopa', { lang: 'es' }))).toContain('/es/places/az-maricopa-county')
  expect(pathsOf(await ask(world, 'alguacil', { lang: 'es' }))).toContain('/es/officials/ida-vance-saguaro')
  const campaign = await world.db.selectFrom('campaign').select(['slug', 'name']).executeTakeFirstOrThrow()
  expect(pathsOf(await ask(world, campaign.name.es, { lang: 'es' }))).toContain(`/es/campaigns/${campaign.slug}`)
})

test('a word is found without its accent, in another form, and stands marked in what is shown', async ({ world }) => {
  await tells(
    world,
    'news_item',
    'vigil',
    {
      title: both('A vigil at the jail', 'Una vigilia en la cárcel'),
      summary: both('Neighbors stood together.', 'Los vecinos se reunieron.'),
      text: both('They held **candles** for the families.', 'Pidieron que terminen las deportaciones en el condado.'),
    },
    { kind: 'post', shown_at: world.at },
  )
  await index(world)
  const found = await ask(world, 'carcel deportación', { lang: 'es' })
  const [hit] = found.groups[0]!.hits
  expect(hit!.path).toMatch(/^\/es\/campaigns\/[a-z-]+\/news\/vigil$/)
  expect(words(hit!.title)).toEqual(['cárcel'])
  expect(words(hit!.excerpt)).toEqual(['deportaciones'])
  expect((await ask(world, 'candle')).groups[0]!.hits[0]!.excerpt.map(({ text }) => text).join('')).toBe(
    'Neighbors stood together. They held candles for the families.',
  )
})

test('typos and parts of words come close', async ({ world }) => {
  await index(world)
  for (const [typed, path] of [
    ['ida vanse', '/en/officials/ida-vance-saguaro'],
    ['maricpoa', '/en/places/az-maricopa-county'],
    ['marico', '/en/places/az-maricopa-county'],
  ] as const) {
    const answer = await ask(world, typed)
    expect(answer.is, typed).toBe('near')
    expect(pathsOf(answer), typed).toContain(path)
  }
})

test('a name with another last letter is shown below what has the words', async ({ world }) => {
  await tells(world, 'court_case', 'gonzalez', {
    name: 'Gonzalez v. ICE',
    court: both('District court'),
    docket: '2:13-cv-04',
    events: [],
  })
  await index(world)
  const { groups, alike } = await ask(world, 'gonzales')
  expect(groups.map(({ kind }) => kind)).toEqual(['places'])
  expect(alike[0]!.path).toMatch(/\/cases\/gonzalez$/)
  expect(alike.length).toBeLessThanOrEqual(5)
  expect((await ask(world, '"gonzales"')).alike).toEqual([])
})

test('what is not public is never found, and what is taken down is gone at the next run', async ({ world }) => {
  const id = await tells(world, 'timeline_entry', 'begins', {
    title: both('Xylophone day'),
    text: both('It began.'),
    happenedOn: '2014-11',
    kind: 'program',
  })
  await tells(
    world,
    'news_item',
    'later',
    { title: both('Xylophone tomorrow') },
    { kind: 'post', shown_at: new Date(world.at.getTime() + 60_000) },
  )
  await tells(
    world,
    'news_item',
    'draft',
    { title: both('Xylophone draft') },
    { kind: 'post', shown_at: world.at, state: 'draft' },
  )
  await index(world)
  const first = await ask(world, 'xylophone')
  expect(first.groups).toMatchObject([{ kind: 'timeline', count: 1, hits: [{ note: 'November 2014' }] }])
  await index(world, new Date(world.at.getTime() + 60_000))
  expect((await ask(world, 'xylophone')).count).toBe(2)
  await world.db.updateTable('timeline_entry').set({ state: 'archived' }).where('id', '=', id).execute()
  expect(await index(world)).toMatchObject({ removed: 4 })
  expect((await ask(world, 'xylophone')).count).toBe(0)
})

test('a run asks once for the things of each source', async ({ world }) => {
  await index(world)
  let questions = 0
  const counted = world.as.worker.withPlugin({
    transformQuery({ node }) {
      questions += 1
      return node
    },
    transformResult: async ({ result }) => result,
  })
  await indexPages(counted, world.at)
  expect(questions).toBe(searchSources.length + 1)
})

test('the second run writes nothing, and a change is written alone', async ({ world }) => {
  await index(world)
  expect(await index(world)).toEqual({ written: 0, removed: 0 })
  await world.db
    .updateTable('petition')
    .set({ ask: JSON.stringify(both('Zanzibar')) })
    .where('slug', '=', slug)
    .execute()
  expect(await index(world)).toEqual({ written: 2, removed: 0 })
  expect((await ask(world, 'zanzibar', { lang: 'es' })).count).toBe(1)
})

test('a ruling that was vacated says so where it is found, in its case and in the story', async ({ world }) => {
  const event = (key: string, kind: string, overturnedBy = '') => ({
    key,
    kind,
    happenedOn: '2014-11-20',
    title: both('Ruling'),
    overturnedBy,
  })
  await tells(world, 'court_case', 'sunrise', {
    name: 'Sunrise v. Saguaro County',
    court: both('District court'),
    docket: '2:14-cv-01',
    events: [event('e1', 'ruled', 'e2'), event('e2', 'vacated')],
  })
  const entry = (caseEvent: string) => ({
    title: both(`Sunrise ${caseEvent}`),
    happenedOn: '2014',
    kind: 'litigation',
    courtCase: 'sunrise',
    caseEvent,
  })
  await tells(world, 'timeline_entry', 'ruled', entry('e1'))
  await tells(world, 'timeline_entry', 'undone', entry('e2'))
  await index(world)
  const notes = async (lang: string) =>
    (await ask(world, 'sunrise', { lang })).groups.flatMap(({ hits }) =>
      hits.map(({ path, note }) => [path.split(/[#/]/).at(-1), note]),
    )
  expect(Object.fromEntries(await notes('en'))).toEqual({
    sunrise: '2:14-cv-01 · A ruling told here was later vacated',
    ruled: '2014 · A ruling told here was later vacated',
    undone: '2014',
  })
  expect(Object.fromEntries(await notes('es')).ruled).toContain('anulada')
})

test('an entry of the timeline says it once the ruling of its day is overturned', async ({ world }) => {
  const ruled = { key: 'e1', kind: 'ruled', happenedOn: '2019-09-27', title: both('Ruling') }
  const sunset = (events: unknown[]) => ({ name: 'Sunset v. ICE', court: both('Court'), docket: '2:13-cv-04', events })
  const id = await tells(world, 'court_case', 'sunset', sunset([ruled]))
  const entry = { title: both('Judge stops it'), happenedOn: '2019-09-27', kind: 'litigation', courtCase: 'sunset' }
  await tells(world, 'timeline_entry', 'stopped', entry)
  const note = async () => {
    await index(world)
    return (await ask(world, 'judge stops')).groups[0]!.hits[0]!.note
  }
  expect(await note()).toBe('September 27, 2019')
  const vacated = { key: 'e2', kind: 'vacated', happenedOn: '2020-09-11', title: both('Vacated') }
  await world.db
    .updateTable('court_case')
    .set({ content: JSON.stringify(sunset([{ ...ruled, overturnedBy: 'e2' }, vacated])) })
    .where('id', '=', id)
    .execute()
  expect(await note()).toBe('September 27, 2019 · A ruling told here was later vacated')
})

test('phrases, alternatives and exclusions are understood, and nonsense is no error', async ({ world }) => {
  await tells(world, 'news_item', 'one', { title: both('Quokka county acts') }, { kind: 'post', shown_at: world.at })
  await tells(world, 'news_item', 'two', { title: both('County quokka waits') }, { kind: 'post', shown_at: world.at })
  await index(world)
  expect((await ask(world, 'quokka county')).count).toBe(2)
  expect((await ask(world, '"quokka county"')).count).toBe(1)
  expect((await ask(world, 'quokka -waits')).count).toBe(1)
  expect((await ask(world, '"quokka county" or "county quokka"')).count).toBe(2)
  for (const odd of [
    '-quokka',
    'the',
    "'; drop table person; --",
    '<script>',
    '"',
    '\\',
    '%',
    '\0quokka',
    '💥',
    'a'.repeat(500),
  ])
    await expect(ask(world, odd), odd).resolves.toBeTruthy()
})

test('one kind alone is shown page by page, with the counts of the others', async ({ world }) => {
  for (let at = 0; at < 25; at += 1)
    await tells(world, 'timeline_entry', `wombat-${at}`, {
      title: both(`Wombat ${at}`),
      happenedOn: '2014',
      kind: 'policy',
    })
  await tells(world, 'news_item', 'wombat', { title: both('Wombat news') }, { kind: 'post', shown_at: world.at })
  await index(world)
  const counts = ({ groups }: SearchAnswer) =>
    Object.fromEntries(groups.map(({ kind, count, hits }) => [kind, [count, hits.length]]))
  expect(counts(await ask(world, 'wombat'))).toEqual({ timeline: [25, 4], news: [1, 1] })
  expect(counts(await ask(world, 'wombat', { more: '&kind=timeline' }))).toEqual({ timeline: [25, 20], news: [1, 0] })
  expect(counts(await ask(world, 'wombat', { more: '&kind=timeline&page=2' }))).toEqual({
    timeline: [25, 5],
    news: [1, 0],
  })
  expect(counts(await ask(world, 'wombat', { more: '&kind=timeline&page=9' }))).toEqual({
    timeline: [25, 0],
    news: [1, 0],
  })
})

test('what exists only in the other language is pointed to', async ({ world }) => {
  await tells(
    world,
    'news_item',
    'words',
    { title: both('Sanctuary', 'Murciélago') },
    { kind: 'post', shown_at: world.at },
  )
  await index(world)
  expect(await ask(world, 'murcielago')).toMatchObject({ count: 0, inOther: 1 })
})

test('a video is found by what is said in it, and shown without the times and tags of its captions', async ({
  world,
}) => {
  const cues = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Rosa>We only looked for <i>mandarin</i> work.'
  const video = { kind: 'video', key: 's9', isOn: true, heading: both('Rosa tells'), text: both(''), cues: both(cues) }
  await world.db
    .updateTable('campaign')
    .set({ sections: JSON.stringify([{ video: '', poster: '', file: '', ...video }]) })
    .where('state', '=', 'published')
    .execute()
  await index(world)
  const [hit] = (await ask(world, 'mandarin')).groups[0]!.hits
  const shown = hit!.excerpt.map(({ text }) => text).join('')
  expect(shown).toContain('Rosa We only looked for mandarin work.')
  const { rows } = await sql`select from search_entry where body ~ 'WEBVTT|00:00'`.execute(world.db)
  expect(rows).toEqual([])
})

test('a document and its translation are one hit, in the reader’s language, found by the words of either', async ({
  world,
}) => {
  const publishes = async (slug: string, language: 'en' | 'es', said: Record<string, unknown>) => {
    await hasDocument(world.db, { slug, title: both(slug) }, world.at)
    const content = { title: both(`Quokka ${slug}`), ...said }
    await world.db
      .updateTable('document')
      .set({ content: JSON.stringify(content), language, state: 'open', reading: 'read' })
      .where('slug', '=', slug)
      .execute()
  }
  await publishes('order', 'en', { description: both('Signed by the sheriff.'), datedOn: '2014-11' })
  await publishes('orden', 'es', { description: both('Read by a lawyer.'), translationOf: 'order' })
  await index(world)
  const found = async (lang: 'en' | 'es', q: string) =>
    (await ask(world, q, { lang })).groups.flatMap(({ hits }) => hits.map(({ path, note }) => [path, note]))
  expect(await found('en', 'quokka')).toEqual([['/en/documents/order', 'November 2014 · Also in Spanish']])
  expect(await found('es', 'quokka')).toEqual([['/es/documents/orden', 'También en inglés']])
  expect(await found('en', 'quokka lawyer')).toEqual(await found('en', 'quokka'))
  const translation = await world.db
    .selectFrom('document')
    .select(['id', 'slug'])
    .where('slug', '=', 'orden')
    .executeTakeFirstOrThrow()
  // Taken down, it is gone at once, though the entry is its original's.
  await world.as.office.transaction().execute((trx) => dropEntries(trx, 'documents', translation))
  expect([await found('es', 'quokka'), (await found('en', 'quokka')).length]).toEqual([[], 1])
  await world.db.updateTable('document').set({ state: 'archived' }).where('slug', '=', 'order').execute()
  await index(world)
  expect(await found('en', 'quokka')).toEqual([['/en/documents/orden', '']])
})

test('nobody who signs is ever in it', async ({ world }) => {
  await world.signs({ ...rosa, given_name: 'Xochiquetzal', comment: 'Xochiquetzal was here', show_name: 'on' })
  await world.work()
  await index(world)
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from search_entry where title || body || note ilike '%xochiquetzal%'
  `.execute(world.db)
  expect(rows[0]!.count).toBe(0)
})

test('among many pages both searches use their indexes', async ({ world }) => {
  await sql`
    insert into search_entry (kind, thing_id, language, path, title, body, version)
    select 'news', 'post ' || n, language, '/x', 'Title ' || md5(n::text), md5((n * 7)::text) || ' ' || md5((n * 13)::text), '1'
    from generate_series(1, 4000) as n, unnest(array['en', 'es']) as language
  `.execute(world.db)
  await sql`vacuum analyze search_entry`.execute(world.db)
  const plan = async (where: ReturnType<typeof sql>) => {
    const { rows } = await sql<{
      'QUERY PLAN': string
    }>`explain select kind from search_entry where language = 'en' and ${where}`.execute(world.as.web)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  expect(await plan(sql`words @@ websearch_to_tsquery('english', plain_text('quokka'))`)).toContain('search_words')
  expect(await plan(sql`plain_text(title) operator(text_search.%>) plain_text('quokka')`)).toContain('search_titles')
})

test('a press link leads to its place in the list of news', async ({ world }) => {
  await tells(
    world,
    'news_item',
    'huellas',
    { title: 'Las huellas que viajan', outlet: 'El Diario', url: 'https://example.org/a', publishedOn: '2026-11-01' },
    { kind: 'press', shown_at: world.at },
  )
  await index(world)
  expect(pathsOf(await ask(world, 'huellas', { lang: 'es' }))).toContain('/es/campaigns/end-s-comm/news#huellas')
})

test('the last page that can be read offers no next one', () => {
  const hits: never[] = []
  const answer: SearchAnswer = {
    is: 'exact',
    groups: [{ kind: 'places', count: 50 * hitsOnPage + 1, hits }],
    count: 50 * hitsOnPage + 1,
    alike: [],
    inOther: 0,
  }
  const shown = (page: number) =>
    renderToStaticMarkup(
      createElement(SearchPage, { lang: 'en', t: translator('en'), search: { q: 'a', kind: 'places', page }, answer }),
    )
  expect(shown(49)).toContain('rel="next"')
  expect(shown(50)).not.toContain('rel="next"')
  expect(shown(50)).toContain('50 of 50')
})
