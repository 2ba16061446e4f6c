import type { Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { announce } from '#db/announce'
import { type Language, languages } from '~/i18n/language'
import { campaignSlug, tellsStory } from '../support/campaign-story'
import { expectAccessible, openStory } from '../support/story'

const { site, db, onPhone } = await openStory()

beforeAll(async () => {
  // The demo's own story has the same cases, and more of everything.
  for (const table of ['timeline_entry', 'news_item', 'meeting', 'court_case'] as const)
    await db.deleteFrom(table).execute()
  await tellsStory(db)
  await announce(db, ['site'])
})

const pages = [
  'timeline',
  'timeline?kind=policy&year=2019',
  'cases',
  'cases/gonzalez-v-ice',
  'news',
  'news/saguaro-votes',
  'meetings',
  'meetings/saguaro-board',
]
const at = (lang: Language, page: string) => `${site.url}/${lang}/campaigns/${campaignSlug}/${page}`
const titles = (page: Page) => page.locator('.timeline h3').allTextContents()
const words = {
  en: {
    court: 'In court',
    show: 'Show',
    everything: 'Show everything',
    vacated: /vacated/i,
    sentence: 'Part of this ruling was vacated on September 11, 2020. What no longer stands: both injunctions.',
    ruling: 'A judge bars detainers from databases alone',
    when: 'March 2008',
  },
  es: {
    court: 'En las cortes',
    show: 'Ver',
    everything: 'Ver todo',
    vacated: /anulada/i,
    sentence:
      'Esta decisión fue anulada en parte el 11 de septiembre de 2020. Lo que ya no está vigente: las dos órdenes.',
    ruling: 'Un juez prohíbe retener solo por bases de datos',
    when: 'marzo de 2008',
  },
}

test.each(languages)(
  'without scripts, the story is read in %s by kind and by year, and one entry by its link',
  async (lang) => {
    const say = words[lang]
    await onPhone(async (page) => {
      await page.goto(at(lang, 'timeline'))
      expect(await titles(page)).toHaveLength(5)
      expect(await page.textContent('#begins .when')).toContain(say.when)
      await page.click(`.timeline-filter a:has-text("${say.court}")`)
      expect(await titles(page)).toHaveLength(2)
      await page.selectOption('#year', '2019')
      await page.click(`.timeline-filter button:has-text("${say.show}")`)
      expect(page.url()).toMatch(/\?kind=litigation&year=2019$/)
      expect(await titles(page)).toEqual([say.ruling])
      await page.click(`text=${say.everything}`)
      expect(await titles(page)).toHaveLength(5)
      await page.click(`#illinois-out h3 a`)
      expect(page.url()).toMatch(/#illinois-out$/)
      expect(await page.locator('.entry:target h3').count()).toBe(1)
    })
  },
)

test.each(languages)(
  'in %s, a vacated ruling says so on the timeline, in the list, on its page, in feed and JSON',
  async (lang) => {
    const { vacated, sentence } = words[lang]
    await onPhone(async (page) => {
      await page.goto(at(lang, 'timeline'))
      expect(await page.textContent('#ruling-of-2019')).toContain(sentence)
      expect(await page.textContent('#ruling-of-2019 .stamp')).toMatch(vacated)
      expect(await page.locator('.stamp').count()).toBe(1)
      await page.click('#ruling-of-2019 .leads a')
      expect(page.url()).toMatch(/\/cases\/gonzalez-v-ice#e2$/)
      expect(await page.textContent('.hero .no-longer')).toContain(sentence)
      expect(await page.textContent('#e2 .stamp')).toMatch(vacated)
      expect(await page.locator('#e1 .stamp').count()).toBe(0)
      expect(await page.getAttribute('meta[name=description]', 'content')).toContain(sentence)
      await page.click('.hero .label a')
      expect(await page.textContent('.docket:has-text("Gonzalez")')).toContain(sentence)
      expect(await page.textContent('.docket:has-text("Galarza")')).not.toMatch(vacated)
    })
    for (const file of ['timeline.atom', 'timeline.json', 'cases.json', 'cases/gonzalez-v-ice.json'])
      expect(await (await fetch(at(lang, file))).text(), file).toMatch(vacated)
  },
)

test.each(languages)('a meeting in %s says when, where, until when to comment, and whom to call', async (lang) => {
  await onPhone(async (page) => {
    await page.goto(at(lang, 'meetings'))
    await page.click('.meetings h3 a')
    const main = (await page.textContent('main'))!
    expect(main).toContain(lang === 'en' ? 'Arizona time' : 'Hora de Arizona')
    expect(main).toContain('Ida Vance')
    expect(await page.locator('.who-here a[href^="tel:"]').count()).toBeGreaterThan(0)
  })
})

test('every page of a story is accessible and no wider than the screen, small and large, in both languages', async () => {
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 1280, height: 900 },
  ])
    await onPhone(
      async (page) => {
        for (const lang of languages)
          for (const path of pages) {
            await page.goto(at(lang, path))
            await expectAccessible(page)
          }
      },
      { viewport },
    )
})

test('a page of a story takes at most 40 KB, and each of its links leads somewhere', async () => {
  const seen = new Set<string>()
  await onPhone(async (page) => {
    for (const lang of languages)
      for (const path of pages) {
        const answer = await fetch(at(lang, path), { headers: { 'accept-encoding': 'identity' } })
        const { length } = Buffer.from(await answer.arrayBuffer())
        const packed = Number((await fetch(at(lang, path))).headers.get('content-length'))
        expect(packed, path).toBeLessThanOrEqual(40 * 1_024)
        expect(length, path).toBeLessThanOrEqual(80 * 1_024)
        await page.goto(at(lang, path))
        const links = await page
          .locator('main a[href]')
          .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href))
        for (const link of links.filter((one) => one.startsWith(site.url))) seen.add(link.replace(/#.*/, ''))
      }
  })
  for (const link of seen) expect((await fetch(link)).status, link).toBe(200)
})

test('on paper the story is a leaflet: its title, its address and its code, without what is only for screens', async () => {
  await onPhone(async (page) => {
    await page.goto(at('en', 'timeline'))
    expect(await page.isVisible('.leaflet-foot')).toBe(false)
    await page.emulateMedia({ media: 'print' })
    for (const shown of ['h1', '.leaflet-foot svg', '.leaflet-foot strong', '#ruling-of-2019 .stamp'])
      expect(await page.isVisible(shown), shown).toBe(true)
    for (const hidden of ['.top', '.campaign-nav', '.timeline-filter', '.take-along', '.next-acts', '.foot'])
      expect(await page.isVisible(hidden), hidden).toBe(false)
    expect(await page.textContent('.leaflet-foot strong')).toMatch(/\/campaigns\/end-s-comm\/timeline$/)
  })
})
