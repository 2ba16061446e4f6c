import sharp from 'sharp'
import { expect } from 'vitest'
import { languages } from '~/i18n/language'
import { loader as call, meta as callMeta } from '~/routes/$lang.calls.$slug'
import { loader as campaign, meta as campaignMeta } from '~/routes/$lang.campaigns.$slug'
import { loader as letter, meta as letterMeta } from '~/routes/$lang.letters.$slug'
import { loader as official, meta as officialMeta } from '~/routes/$lang.officials.$post'
import { loader as petition, meta as petitionMeta } from '~/routes/$lang.petitions.$petition'
import { loader as place, meta as placeMeta } from '~/routes/$lang.places.$place'
import { loader as text, meta as textMeta } from '~/routes/$lang.texts.$slug'
import { posterImage } from '~/web/share/poster-image.server'
import { readShared } from '~/web/share/read-poster.server'
import { test } from '../../support/firme-test'
import { visit } from '../../support/public'

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
    const tags = (meta as unknown as (given: object) => { property?: string; content?: string }[])({ data })
    const said = (property: string) => tags.find((tag) => tag.property === property)?.content
    expect(said('og:image')).toBe(`https://firme.example.org${path}/share.png`)
    expect(said('og:image:alt')).toMatch(lang === 'en' ? /^Poster: ./ : /^Cartel: ./)

    const shared = (await readShared(world.as.web, { lang, path, slug }, world.at))!
    expect(shared.tags).toContain('site')
    const image = Buffer.isBuffer(shared.shows) ? shared.shows : await posterImage(lang, shared.shows)
    const { format, width, height } = await sharp(image).metadata()
    expect([format, width, height]).toEqual(['png', 1200, 630])
  },
)

test.for(languages)(
  'a picture of the petition’s own is described as itself, not as a poster (%s)',
  async (lang, { world }) => {
    const [, slug, name, loader, meta] = pages[0]
    const alt = async () => {
      const { data } = await visit(world, loader, `/${lang}/petitions/${slug}`, { [name]: slug })
      const tags = (meta as unknown as (given: object) => { property?: string; content?: string }[])({ data })
      return tags.find((tag) => tag.property === 'og:image:alt')?.content
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
