import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { loader as campaignLoader, meta as campaignMeta } from '~/routes/$lang.campaigns.$slug'
import { loader as officialLoader, meta as officialMeta } from '~/routes/$lang.officials.$post'
import { loader as goLoader } from '~/routes/go.$slug'
import { countPublicPages, listPublicPages } from '~/web/sitemap/public-pages.server'
import { slug, test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'
import { both, tells } from '../../support/story-things'

const everyPath = async (world: World, at = world.at) =>
  (await listPublicPages(world.as.web, 0, 100_000, at)).flatMap((page) => languages.map((lang) => page(lang)))

test('the sitemap has every page of the story once, and none before its hour', async ({ world }) => {
  const campaign = '/en/campaigns/end-s-comm'
  const before = await everyPath(world)
  expect(before.filter((path) => path.startsWith(`${campaign}/`))).toEqual([])
  await tells(world, 'timeline_entry', 'begins', { title: both('It begins') }, { happened_on: '2008' })
  await tells(world, 'court_case', 'sunrise', { name: 'Sunrise v. County' })
  await tells(world, 'news_item', 'vigil', { title: both('A vigil') }, { kind: 'post', shown_at: world.at })
  await tells(world, 'news_item', 'article', { title: 'An article' }, { kind: 'press', shown_at: world.at })
  await tells(world, 'news_item', 'later', { title: both('Later') }, { kind: 'post', shown_at: new Date('2100-01-01') })
  await tells(world, 'meeting', 'board', { title: both('The board meets') })
  const after = await everyPath(world)
  const fresh = after.filter((path) => !before.includes(path))
  expect(fresh.filter((path) => path.startsWith('/en')).sort()).toEqual(
    ['cases', 'cases/sunrise', 'meetings', 'meetings/board', 'news', 'news/vigil', 'timeline'].map(
      (end) => `${campaign}/${end}`,
    ),
  )
  expect(new Set(after).size).toBe(after.length)
  expect(2 * (await countPublicPages(world.as.web, world.at))).toBe(after.length)
  expect(after).toEqual(expect.arrayContaining(['/en/search', '/es/search']))
})

test('a short link leads to a campaign, petition or action in the language of the browser', async ({ world }) => {
  const go = (to: string) => visit(world, goLoader, `/go/${to}`, { slug: to })
  expect(await go('end-s-comm')).toMatchObject({ status: 302, tags: ['/en/campaigns/end-s-comm'] })
  expect(await go('ALTO-polimigra')).toMatchObject({ status: 302, tags: [`/en/petitions/${slug}`] })
  expect(await go('call-sheriff-vance')).toMatchObject({ status: 302, tags: ['/en/calls/call-sheriff-vance'] })
  await world.db.updateTable('petition').set({ state: 'draft' }).where('slug', '=', slug).execute()
  expect((await go(slug)).status).toBe(404)
})

test('a page tells search engines what stands above it', async ({ world }) => {
  const trailOf = (tags: unknown) =>
    (tags as Record<string, { '@type': string; itemListElement: { name: string; item: string }[] }>[])
      .flatMap((tag) =>
        tag['script:ld+json']?.['@type'] === 'BreadcrumbList' ? tag['script:ld+json'].itemListElement : [],
      )
      .map(({ name, item }) => [name, new URL(item).pathname])
  const { data: campaign } = await visit(world, campaignLoader, '/es/campaigns/end-s-comm', { slug: 'end-s-comm' })
  expect(trailOf(campaignMeta({ data: campaign } as never))).toMatchObject([
    ['Firme', '/es'],
    [expect.any(String), '/es/campaigns/end-s-comm'],
  ])
  const { data: official } = await visit(world, officialLoader, '/es/officials/ida-vance-saguaro', {
    post: 'ida-vance-saguaro',
  })
  expect(trailOf(officialMeta({ data: official } as never))).toMatchObject([
    ['Firme', '/es'],
    ['Condado de Saguaro', '/es/places/az-saguaro-county'],
    [expect.stringContaining('Ida Vance'), '/es/officials/ida-vance-saguaro'],
  ])
})
