import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { loader } from '~/routes/$lang.$section.$slug.flyer[.]pdf'
import { loader as goLoader } from '~/routes/go.$slug'
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
      const words = await readFlyer(world.as.web, { lang, path: `/${lang}/${page}`, slug: name })
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

test('what is not public has none', async ({ world }) => {
  await world.db.updateTable('petition').set({ state: 'draft' }).where('slug', '=', slug).execute()
  for (const page of [`petitions/${slug}`, 'campaigns/nowhere', 'places/nowhere', 'officials/ida-vance-saguaro'])
    expect(
      await readFlyer(world.as.web, { lang: 'en', path: `/en/${page}`, slug: page.split('/')[1]! }),
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
    context: { db: world.as.web, env: world.env },
  } as never)) as Response
  expect(response.headers.get('content-type')).toBe('application/pdf')
  return Buffer.from(await response.arrayBuffer()).toString('latin1')
}
