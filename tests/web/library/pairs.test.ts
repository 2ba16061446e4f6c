import { expect } from 'vitest'
import { findDocument } from '~/campaigns/library/documents.server'
import { translator } from '~/i18n/translator'
import { missingInPair } from '~/office/library/missing-in-document.server'
import { readDocuments } from '~/web/library/documents-view.server'
import { readViewer } from '~/web/library/viewer-view.server'
import { wantedIn } from '~/web/library/wanted'
import { test, type World } from '../../support/firme-test'
import { hasDocument } from '../../support/story-things'

interface Written {
  slug: string
  language: 'en' | 'es'
  datedOn?: string
  translationOf?: string
  collection?: string
  text?: string
  state?: 'draft' | 'open' | 'archived'
}

const publishes = (world: World, { text = '', ...said }: Written) =>
  hasDocument(world.db, { state: 'open', texts: [text], ...said }, world.at)

/** The documents of the site until now are none of this. */
async function library(world: World) {
  await world.db.updateTable('document').set({ state: 'archived' }).execute()
  const campaign = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  await world.db
    .insertInto('document_collection')
    .values({ campaign_id: campaign.id, slug: 'take', title: '{"en":"Take","es":"Lleve"}', created_at: world.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await publishes(world, {
    slug: 'policy',
    language: 'en',
    datedOn: '2026',
    text: 'Detainers of ICE',
    collection: 'take',
  })
  await publishes(world, {
    slug: 'politica',
    language: 'es',
    datedOn: '2026',
    translationOf: 'policy',
    text: 'Retenciones de ICE',
  })
  await publishes(world, { slug: 'memo', language: 'en', datedOn: '2014', text: 'A memo of ICE' })
}

const listed = async (world: World, lang: 'en' | 'es', query: string) => {
  const { cards, hits, all } = await readDocuments(world.as.web, lang, wantedIn(new URLSearchParams(query)))
  return {
    all,
    shown: [...cards, ...hits].map(({ path, translations }) =>
      [path, ...translations.map((one) => one.path)].join(' + '),
    ),
  }
}

test('a document and its translation are one entry, in the reader’s language, which says in what other one it is', async ({
  world,
}) => {
  await library(world)
  expect(await listed(world, 'en', '')).toEqual({
    all: 2,
    shown: ['/en/documents/policy + /en/documents/politica', '/en/documents/memo'],
  })
  expect(await listed(world, 'es', '')).toEqual({
    all: 2,
    shown: ['/es/documents/politica + /es/documents/policy', '/es/documents/memo'],
  })
  const document = (await findDocument(world.as.web, 'policy'))!
  const view = await readViewer(world.as.web, 'en', { document, number: 1, from: 0, q: '' })
  expect(view.translations).toEqual([{ language: 'es', path: '/en/documents/politica' }])
})

test('year, language and collection narrow the list and the search alike', async ({ world }) => {
  await library(world)
  const policy = '/en/documents/policy + /en/documents/politica'
  const politica = '/en/documents/politica + /en/documents/policy'
  expect((await listed(world, 'en', 'language=es')).shown).toEqual([politica])
  expect((await listed(world, 'en', 'collection=take')).shown).toEqual([policy])
  expect((await listed(world, 'en', 'year=2014')).shown).toEqual(['/en/documents/memo'])
  const found = async (query: string) => (await listed(world, 'en', `q=ICE${query}`)).shown.toSorted()
  const hit = (path: string) => path.replace(/^(\S+)/, '$1?q=ICE')
  expect(await found('')).toEqual([hit('/en/documents/memo'), hit(policy), hit(politica)].toSorted())
  expect(await found('&language=es')).toEqual([hit(politica)])
  expect(await found('&collection=take&year=2026')).toEqual([hit(policy)])
  expect(await found('&year=2014&language=es')).toEqual([])
})

test('a translation whose original is not public stands alone', async ({ world }) => {
  await library(world)
  await world.db.updateTable('document').set({ state: 'archived' }).where('slug', '=', 'policy').execute()
  expect((await listed(world, 'en', '')).shown).toEqual(['/en/documents/politica', '/en/documents/memo'])
})

test('a translation leads to an original in another language, or is not published', async ({ world }) => {
  await library(world)
  const why = async (language: 'en' | 'es', translationOf: string, slug = `new-${language}-${translationOf}`) => {
    const { id } = (await findDocument(world.db, slug)) ?? (await publishes(world, { slug, language, state: 'draft' }))
    const campaign = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
    const document = { id, slug, campaignId: campaign.id }
    const office = { db: world.as.office, t: translator('en') }
    return (await missingInPair(office, document, { translationOf, language })).map(({ words }) => words)
  }
  expect(await why('es', 'memo')).toEqual([])
  expect(await why('en', '')).toEqual([])
  expect(await why('en', 'memo')).toEqual([expect.stringContaining('same language')])
  expect(await why('en', 'politica')).toEqual([expect.stringContaining('choose the original')])
  expect(await why('en', 'memo', 'memo')).toEqual([expect.stringContaining('choose the original')])
  expect(await why('en', 'memo', 'policy')).toEqual([expect.stringContaining('translations of this one')])
})
