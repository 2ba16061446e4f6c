import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { expect } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { paths, type SitePage } from '~/paths'
import { loader as home, meta as homeMeta } from '~/routes/$lang._index'
import { loader as call, meta as callMeta } from '~/routes/$lang.calls.$slug'
import { loader as campaign, meta as campaignMeta } from '~/routes/$lang.campaigns.$slug'
import { loader as start, meta as startMeta } from '~/routes/$lang.campaigns.$slug_.start'
import { loader as documents, meta as documentsMeta } from '~/routes/$lang.documents._index'
import { loader as letter, meta as letterMeta } from '~/routes/$lang.letters.$slug'
import { loader as localities, meta as localitiesMeta } from '~/routes/$lang.localities._index'
import { loader as state, meta as stateMeta } from '~/routes/$lang.localities.$state'
import { loader as finder, meta as finderMeta } from '~/routes/$lang.officials._index'
import { loader as official, meta as officialMeta } from '~/routes/$lang.officials.$post'
import { loader as petition, meta as petitionMeta } from '~/routes/$lang.petitions.$petition'
import { loader as place, meta as placeMeta } from '~/routes/$lang.places.$place'
import { loader as privacy, meta as privacyMeta } from '~/routes/$lang.privacy'
import { loader as search, meta as searchMeta } from '~/routes/$lang.search'
import { loader as sheriffs, meta as sheriffsMeta } from '~/routes/$lang.sheriffs'
import { loader as text, meta as textMeta } from '~/routes/$lang.texts.$slug'
import { type Poster, posterImage } from '~/web/share/poster-image.server'
import { readShared } from '~/web/share/read-poster.server'
import type { Asked } from '~/web/share/share-image'
import { keptKey } from '~/web/site/kept-key.server'
import { test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'
import { both, tells } from '../../support/story-things'

const pages = [
  ['petitions', 'alto-polimigra', 'petition', petition, petitionMeta],
  ['campaigns', 'end-s-comm', 'slug', campaign, campaignMeta],
  ['calls', 'call-sheriff-vance', 'slug', call, callMeta],
  ['letters', 'write-sheriff-vance', 'slug', letter, letterMeta],
  ['texts', 'text-the-council', 'slug', text, textMeta],
  ['officials', 'ida-vance-saguaro', 'post', official, officialMeta],
  ['places', 'az-saguaro-county', 'place', place, placeMeta],
] as const

const each = pages.flatMap((page) => languages.map((lang) => ({ lang, section: page[0], page })))

test.for(each)(
  'a link to $section in $lang is shown as a poster, and said in words',
  async ({ lang, page }, { world }) => {
    const [section, slug, name, loader, meta] = page
    const path = `/${lang}/${section}/${slug}`
    const { data } = await visit(world, loader, path, { [name]: slug })
    const said = saidIn(meta, data)
    expect(said('og:image')).toBe(`https://firme.example.org${path}/share.png`)
    expect(said('og:image:alt')).toMatch(lang === 'en' ? /^Poster: ./ : /^Cartel: ./)

    await isDrawn(world, { lang, path, slug })
  },
)

const ofSite = [
  ['home', () => '', 'home', home, homeMeta],
  ['finder', () => '/officials', 'officials', finder, finderMeta],
  ['sheriffs', (lang) => (lang === 'es' ? '/alguaciles' : '/sheriffs'), 'sheriffs', sheriffs, sheriffsMeta],
  ['localities', () => '/localities', 'localities', localities, localitiesMeta],
  ['documents', () => '/documents', 'documents', documents, documentsMeta],
  ['search', () => '/search', 'search', search, searchMeta],
  ['privacy', () => '/privacy', 'home', privacy, privacyMeta],
] as const satisfies [string, (lang: Language) => string, SitePage, unknown, unknown][]

test.for(ofSite.flatMap((page) => languages.map((lang) => ({ lang, name: page[0], page }))))(
  'a link to $name in $lang is shown as a poster too, though it has no slug',
  async ({ lang, page }, { world }) => {
    const [, path, image, loader, meta] = page
    const { data } = await visit(world, loader as typeof home, `/${lang}${path(lang)}`, {})
    const said = saidIn(meta, data)
    const of = paths.ofSite(lang, image)
    expect(said('og:image')).toBe(`https://firme.example.org${of}/share.png`)
    expect(said('og:image:alt')).toMatch(lang === 'en' ? /^Poster: ./ : /^Cartel: ./)
    expect(keptKey(`${of}/share.png?x=1`)).toBe(`${of}/share.png`)
    await isDrawn(world, { lang, path: of, slug: image })
  },
)

test('a link to a state shows how many of its localities limit, and a newcomer’s page shows the campaign', async ({
  world,
}) => {
  const { data } = await visit(world, state, '/es/localities/az', { state: 'az' })
  expect(saidIn(stateMeta, data)('og:image')).toBe('https://firme.example.org/es/localities/az/share.png')
  await isDrawn(world, { lang: 'es', path: '/es/localities/az', slug: 'az' })
  const started = await visit(world, start, '/es/campaigns/end-s-comm/start', { slug: 'end-s-comm' })
  expect(saidIn(startMeta, started.data)('og:image')).toBe(
    'https://firme.example.org/es/campaigns/end-s-comm/share.png',
  )
})

test('posters of a campaign carry the picture at the top of its home, once it has one', async ({ world }) => {
  const asked = [
    ['campaigns', 'end-s-comm'],
    ['petitions', 'alto-polimigra'],
    ['calls', 'call-sheriff-vance'],
    ['site', 'home'],
  ].map(([section, slug]) => ({ lang: 'en' as const, path: `/en/${section}/${slug}`, slug: slug! }))
  await world.db.updateTable('petition').set({ image: null, image_alt: null }).execute()
  const art = async () =>
    Promise.all(asked.map(async (one) => ((await readShared(world.as.web, one, world.at))!.shows as Poster).art))
  const photo = await sharp({ create: { width: 12, height: 6, channels: 3, background: '#123456' } })
    .jpeg()
    .toBuffer()
  const id = randomUUID()
  await world.db
    .insertInto('picture')
    .values({ id, bytes: photo, width: 12, height: 6, created_at: world.at })
    .execute()
  for (const [picture, starts] of [
    ['', null],
    ['/pictures/open-door.svg', 'data:image/svg+xml;base64,'],
    [`/pictures/${id}.jpg`, `data:image/jpeg;base64,${photo.toString('base64')}`],
  ] as const) {
    const hero = { key: 'a', kind: 'hero', isOn: true, picture }
    await world.db
      .updateTable('campaign')
      .set({ sections: JSON.stringify([hero]) })
      .execute()
    for (const one of await art()) expect(one).toEqual(starts === null ? null : expect.stringContaining(starts))
  }
  await isDrawn(world, asked[1]!)
})

test('a petition and a post show a picture of their own before that of their campaign, and a number says of what', async ({
  world,
}) => {
  const asked = (path: string, slug: string, campaign?: string) => ({
    lang: 'es' as const,
    path: `/es/${path}`,
    slug,
    ...(campaign ? { campaign } : {}),
  })
  const shows = async (one: Asked) => (await readShared(world.as.web, one, world.at))!.shows as Poster
  const hero = { key: 'a', kind: 'hero', isOn: true, picture: '/pictures/open-door.svg' }
  await world.db
    .updateTable('campaign')
    .set({ sections: JSON.stringify([hero]) })
    .execute()
  const petition = asked('petitions/alto-polimigra', 'alto-polimigra')
  await world.db.updateTable('petition').set({ image: null, image_alt: null }).execute()
  const ofCampaign = (await shows(petition)).art
  await world.db
    .updateTable('petition')
    .set({ image: '/pictures/hands.svg', image_alt: JSON.stringify(both('Hands')) })
    .where('slug', '=', 'alto-polimigra')
    .execute()
  await tells(
    world,
    'news_item',
    'won',
    { title: both('Won', 'Ganamos'), body: both('Won', 'Ganamos'), picture: '/pictures/papers.svg' },
    { kind: 'post', shown_at: world.at },
  )
  const [own, post] = [await shows(petition), await shows(asked('campaigns/end-s-comm/news/won', 'won', 'end-s-comm'))]
  expect(new Set([ofCampaign, own.art, post.art]).size).toBe(3)
  const { id } = await world.db
    .selectFrom('petition')
    .select('id')
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  await sql`insert into petition_total (petition_id, received, confirmed, changed_at) values (${id}, 10, 10, ${world.at})
    on conflict (petition_id) do update set received = 10, confirmed = 10`.execute(world.db)
  expect((await shows(asked('campaigns/end-s-comm', 'end-s-comm'))).soFar?.words).toMatch(/acci(ón|ones) hasta ahora/)
})

test.for(languages)(
  'a picture of the petition’s own is described as itself, not as a poster (%s)',
  async (lang, { world }) => {
    const [, slug, name, loader, meta] = pages[0]
    const alt = async () => {
      const { data } = await visit(world, loader, `/${lang}/petitions/${slug}`, { [name]: slug })
      return saidIn(meta, data)('og:image:alt')
    }
    const picture = '/pictures/0b5e6f0e-5a8e-4c0d-8a53-0d3f6a0c9d11.jpg'
    const imageAlt = { en: 'People at the jail door', es: 'Gente en la puerta de la cárcel' }
    await world.db
      .updateTable('petition')
      .set({ image: picture, image_alt: JSON.stringify(imageAlt), share_image: picture })
      .where('slug', '=', slug)
      .execute()
    expect(await alt()).toBe(imageAlt[lang])
    await world.db.updateTable('petition').set({ image: null, image_alt: null }).where('slug', '=', slug).execute()
    expect(await alt()).toMatch(lang === 'en' ? /^Picture: ./ : /^Imagen: ./)
  },
)

test('nothing is drawn for a page that is not there', async ({ world }) => {
  for (const section of ['petitions', 'campaigns', 'calls', 'letters', 'texts', 'officials', 'places', 'nowhere'])
    expect(
      await readShared(world.as.web, { lang: 'en', path: `/en/${section}/none`, slug: 'none' }, world.at),
    ).toBeNull()
})

/** What a page says of itself to messengers. */
function saidIn(meta: unknown, data: unknown): (property: string) => string | undefined {
  const tags = (meta as (given: object) => { property?: string; content?: string }[])({ data })
  return (property) => tags.find((tag) => tag.property === property)?.content
}

async function isDrawn(world: World, asked: Asked): Promise<void> {
  const shared = (await readShared(world.as.web, asked, world.at))!
  expect(shared.tags).toContain('site')
  const image = Buffer.isBuffer(shared.shows) ? shared.shows : await posterImage(asked.lang, shared.shows)
  const { format, width, height } = await sharp(image).metadata()
  expect([format, width, height]).toEqual(['png', 1200, 630])
}
