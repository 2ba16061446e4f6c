import * as mupdf from 'mupdf'
import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { loader } from '~/routes/$lang.$section.$slug.flyer[.]pdf'
import { loader as goLoader } from '~/routes/go.$slug'
import { flyerPdf } from '~/web/flyers/flyer-pdf.server'
import { readFlyer } from '~/web/flyers/read-flyer.server'
import { slug, test } from '../../support/firme-test'
import { visit } from '../../support/public'

const pages = [
  `petitions/${slug}`,
  'campaigns/end-s-comm',
  'calls/call-sheriff-vance',
  'letters/write-sheriff-vance',
  'texts/text-the-council',
  'places/az-maricopa-county',
]

test('every campaign, action and place has a flyer in both languages, whose code counts as a flyer', async ({
  world,
}) => {
  for (const lang of languages)
    for (const page of pages) {
      const [section, name] = page.split('/') as [string, string]
      const words = await readFlyer(world.as.web, { lang, path: `/${lang}/${page}`, slug: name }, world.at)
      expect(words!.title.en && words!.title.es && words!.ask.en && words!.ask.es, page).toBeTruthy()
      const answer = await visitPdf(world, lang, section, name)
      expect(answer.slice(0, 5), page).toBe('%PDF-')
      // One sheet, and for calls a second with what to say.
      expect(answer.match(/\/Type \/Page\b/g), page).toHaveLength(section === 'calls' ? 2 : 1)
    }
  expect(await visit(world, goLoader, `/go/${slug}?r=flyer`, { slug })).toMatchObject({
    tags: [`/en/petitions/${slug}?r=flyer`],
  })
})

test('a script that is longer than a card goes on over as many as it takes, to its last word', async () => {
  const both = { en: 'Call the sheriff', es: 'Llame al alguacil' }
  const line = (at: number) => ({
    who: at % 2 ? ('they' as const) : ('you' as const),
    said: `Line ${at}. ${'We ask for this because it is right. '.repeat(4)}`,
    meaning: `Renglón ${at}. ${'Lo pedimos porque es justo. '.repeat(4)}fin${at}.`,
  })
  const cardsOf = async (script: ReturnType<typeof line>[]) => {
    const words = { title: both, ask: both, colour: null, leadsTo: '/go/x', script, call: null, tags: [] }
    const pdf = mupdf.Document.openDocument(
      await flyerPdf('en', words, { url: 'https://firme.example.org/go/x', ref: 'flyer' }),
      'application/pdf',
    )
    return Array.from({ length: pdf.countPages() - 1 }, (_, at) =>
      pdf
        .loadPage(at + 1)
        .toStructuredText('')
        .asText()
        .replaceAll(/\s+/g, ' '),
    )
  }
  const script = Array.from({ length: 30 }, (_, at) => line(at))
  const long = await cardsOf(script)
  expect(long.length).toBeGreaterThan(1)
  expect(long[0]).toContain(`(1/${long.length})`)
  // Each sheet has the same card twice.
  for (const { said, meaning } of script)
    for (const words of [said.slice(0, said.indexOf('.') + 1), meaning.slice(meaning.lastIndexOf(' '))])
      expect(long.join(' ').split(words).length - 1, words).toBe(2)
  const monologue = await cardsOf([{ ...line(0), said: `${'We ask for this. '.repeat(600)}Thanks!` }])
  expect(monologue.length).toBeGreaterThan(1)
  expect(monologue.at(-1)).toContain('Thanks!')
  expect(await cardsOf([line(0), line(1)])).toHaveLength(1)
})

test('no title is cut, however long it is or its words are', async () => {
  const ask = { en: 'Let people go.', es: 'Suelten a la gente.' }
  for (const es of [
    'Alguacil Vance: suelte a la gente cuando lo ordena un juez',
    'Que ningún oficial, patrulla ni dólar de la ciudad se use para entregar a nuestros vecinos a migración nunca más',
    'Anticonstitucionalmenteencarcelados',
    'Alto',
  ]) {
    const words = {
      title: { en: 'Let people go', es },
      ask,
      colour: null,
      leadsTo: '/go/x',
      script: [],
      call: null,
      tags: [],
    }
    const pdf = await flyerPdf('es', words, { url: 'https://firme.example.org/go/x', ref: 'flyer' })
    const text = mupdf.Document.openDocument(pdf, 'application/pdf').loadPage(0).toStructuredText('').asText()
    expect(text.replaceAll(/\s+/g, ' ').split(es.toUpperCase()).length - 1, es).toBe(2)
    expect(text).not.toContain('…')
  }
})

test('a flyer for a call has the number on both sheets, and a line to write it on where it depends on the caller', async ({
  world,
}) => {
  const slug = 'call-sheriff-vance'
  const words = (await readFlyer(world.as.web, { lang: 'es', path: `/es/calls/${slug}`, slug }, world.at))!
  expect(words.tags).toContain('place:az-saguaro-county')
  const sheets = async (call: typeof words.call) => {
    const pdf = mupdf.Document.openDocument(
      await flyerPdf('es', { ...words, call }, { url: 'https://firme.example.org/go/x', ref: 'flyer' }),
      'application/pdf',
    )
    return [0, 1].map((page) => pdf.loadPage(page).toStructuredText('').asText().replaceAll(/\s+/g, ' '))
  }
  for (const sheet of await sheets(words.call))
    expect(sheet.match(/Llame a .*?Vance: \(\d{3}\) 555-01\d\d/g)).toHaveLength(2)
  expect((await sheets(null))[1]!.match(/Número al que llamar: ____/g)).toHaveLength(2)
})

test('what is not public has none', async ({ world }) => {
  await world.db.updateTable('petition').set({ state: 'draft' }).where('slug', '=', slug).execute()
  for (const page of [`petitions/${slug}`, 'campaigns/nowhere', 'places/nowhere', 'officials/ida-vance-saguaro'])
    expect(
      await readFlyer(world.as.web, { lang: 'en', path: `/en/${page}`, slug: page.split('/')[1]! }, world.at),
      page,
    ).toBeNull()
})

async function visitPdf(
  world: Parameters<typeof visit>[0],
  lang: string,
  section: string,
  name: string,
): Promise<string> {
  const response = (await loader({
    request: new Request('https://firme.example.org/'),
    params: { lang, section, slug: name },
    context: { db: world.as.web, env: world.env, now: () => world.at },
  } as never)) as Response
  expect(response.headers.get('content-type')).toBe('application/pdf')
  return Buffer.from(await response.arrayBuffer()).toString('latin1')
}
