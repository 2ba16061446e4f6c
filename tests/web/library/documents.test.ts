import { describe, expect } from 'vitest'
import { findDocument } from '~/campaigns/library/documents.server'
import { documentAsJson } from '~/web/library/document-json.server'
import { readDocuments } from '~/web/library/documents-view.server'
import { readViewer } from '~/web/library/viewer-view.server'
import { wantedIn } from '~/web/library/wanted'
import { test, type World } from '../../support/firme-test'
import { hasDocument } from '../../support/story-things'

const release = (world: World, { pages, ...said }: { slug: string; language: 'en' | 'es'; pages: string[] }) =>
  hasDocument(world.db, { state: 'open', texts: pages, ...said }, world.at)

const wanted = (query: string) => wantedIn(new URLSearchParams(query))
const viewer = async (world: World, slug: string, q: string, more: { number?: number; from?: number } = {}) =>
  readViewer(world.as.web, 'en', {
    document: (await findDocument(world.as.web, slug))!,
    number: more.number ?? 1,
    q,
    from: more.from ?? 0,
  })
/** Words that are marked. */
const markedIn = (text: readonly string[]) => text.filter((_, at) => at % 2 === 1)

describe('words that were searched', () => {
  test.for([
    ['es', 'deportación', 'La deportación de las familias', ['deportación']],
    ['es', 'deportacion', 'DEPORTACIÓN y deportaciones', ['DEPORTACIÓN', 'deportaciones']],
    ['es', 'deportaciones', 'la deportacion y la DEPORTACION', ['deportacion', 'DEPORTACION']],
    ['es', '"orden de deportación"', 'Una orden de deportación pidió el alguacil', ['orden', 'deportación']],
    ['es', 'pidio año', 'El alguacil pidió este año otra orden', ['pidió', 'año']],
    ['es', 'nación institución', 'La nación y sus instituciones', ['nación', 'instituciones']],
    ['en', 'deportación', 'They wrote deportación on the form', ['deportación']],
    ['es', 'deportar', 'La Deportación: deportación', ['Deportación', 'deportación']],
    ['en', 'detainers', 'The detainer of José', ['detainer']],
    ['en', 'jose', 'The detainer of José', ['José']],
  ] as const)('in %s, %s is marked as it is written in “%s”', async ([language, q, text, marked], { world }) => {
    await release(world, { slug: 'release', language, pages: [text] })
    const { hits } = await readDocuments(world.as.web, 'en', wanted(`q=${encodeURIComponent(q)}`))
    expect(hits).toHaveLength(1)
    expect(text).toContain(hits[0]!.snippet.join(''))
    expect(markedIn(hits[0]!.snippet)).toEqual(marked)
    const view = await viewer(world, 'release', q)
    expect(view.text.join('')).toBe(text)
    expect(markedIn(view.text)).toEqual(marked)
  })
})

describe('paging', () => {
  test('every page of a long document that has the words can be reached, fifty at a time', async ({ world }) => {
    const pages = Array.from({ length: 120 }, (_, at) => (at % 2 === 0 ? 'a detainer' : 'nothing'))
    await release(world, { slug: 'long', language: 'en', pages })
    const first = (await viewer(world, 'long', 'detainer', { number: 3 })).found!
    expect(first).toMatchObject({
      all: 60,
      isMore: false,
      before: null,
      after: '/en/documents/long/3?q=detainer&from=50',
    })
    expect(first.hits).toHaveLength(50)
    const rest = (await viewer(world, 'long', 'detainer', { number: 3, from: 50 })).found!
    expect(rest).toMatchObject({ before: '/en/documents/long/3?q=detainer', after: null })
    expect(rest.hits.map(({ page }) => page)).toEqual(Array.from({ length: 10 }, (_, at) => 101 + 2 * at))
  })

  test('more pages than are counted are told as more, and the first come first', async ({ world }) => {
    await release(world, { slug: 'longer', language: 'en', pages: Array.from({ length: 1_010 }, () => 'a detainer') })
    const found = (await viewer(world, 'longer', 'detainer', { from: 950 })).found!
    expect(found).toMatchObject({ all: 1_000, isMore: true, after: null })
    expect(found.hits.at(-1)!.page).toBe(1_000)
  })

  test('an address behind the last result shows the first ones, and documents behind the thousandth can be reached', async ({
    world,
  }) => {
    await release(world, { slug: 'one', language: 'en', pages: ['a detainer'] })
    for (const query of ['from=24', 'q=detainer&from=24'])
      expect(await readDocuments(world.as.web, 'en', wanted(query))).toMatchObject({ all: 1, wanted: { from: 0 } })
    expect((await viewer(world, 'one', 'detainer', { from: 50 })).found!.all).toBe(1)
    expect(wanted('from=2016').from).toBe(2016)
  })
})

test('the data of a document says whether its pages have been read, and leads to none before', async ({ world }) => {
  const { id } = await hasDocument(world.db, { slug: 'new', state: 'open', language: 'en' }, world.at)
  await world.db.updateTable('document').set({ pages: 150 }).where('id', '=', id).execute()
  const json = async () =>
    documentAsJson(world.as.web, 'en', {
      document: (await findDocument(world.as.web, 'new'))!,
      from: 1,
      publicUrl: 'https://firme.example.org',
    })
  expect(await json()).toMatchObject({ is_read: false, page_count: 150, pages: [], next: null })
  await world.db.updateTable('document').set({ reading: 'read' }).execute()
  expect(await json()).toMatchObject({ is_read: true, next: expect.stringContaining('from=101') })
})
