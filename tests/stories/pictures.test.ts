import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { compare, isRenewing, keep, kept, leave, pictureOf, steady } from '../support/pictures'
import { type PageKind, publicPage } from '../support/public-pages'
import { until } from '../support/running-site'
import { openStory } from '../support/story'

const { site, db, onPhone } = await openStory({ LOG_LEVEL: 'silent' })
// Whether an office is open now depends on the hour and on holidays; where its hours are unknown, nothing is said.
await db.updateTable('organization').set({ office_hours: null }).execute()
// The worker reads the demo's documents; the campaign leads to them once it has.
await until(async () => (await (await fetch(site.url + publicPage('en', 'campaign'))).text()).includes('Documents</a>'))

/** Ten pages, as a phone shows them, each without the parts that differ from one day or one visit to the next. */
const pages: Partial<Record<PageKind, string[]>> = {
  home: [],
  campaign: ['.story-and-news'],
  petition: ['.story-part'],
  thanks: ['.copy'],
  call: ['.desk .note'],
  // Each visit proposes another letter.
  letter: ['[name=subject]', '[name=body]'],
  text: [],
  official: ['.hero > p:not(.label, .lead)'],
  sheriffs: ['td:last-child'],
  finder: [],
}
const kinds = Object.keys(pages) as PageKind[]

async function open(page: Page, lang: Language, kind: PageKind): Promise<Buffer> {
  await page.goto(site.url + publicPage(lang, kind))
  if (kind === 'finder') {
    await page.fill('#zip', '85001')
    await page.click('#find button')
    await page.waitForSelector('#answer')
  }
  return pictureOf(page, pages[kind]!)
}

test.for(languages)('ten pages look in %s as they were kept', async (lang) => {
  await onPhone(
    async (page) => {
      await steady(page)
      const different: string[] = []
      for (const kind of kinds) {
        const name = `${kind}-${lang}`
        const picture = await open(page, lang, kind)
        if (isRenewing) {
          await keep(name, picture)
          continue
        }
        const before = await kept(name)
        if (!before) {
          different.push(`${name}: no picture is kept`)
          continue
        }
        const { isAlike, count, difference } = await compare(before, picture)
        if (isAlike) continue
        const folder = await leave(site.dataDir, { [`${name}-now`]: picture, [`${name}-difference`]: difference })
        different.push(`${name}: ${count} places differ; see ${folder}`)
      }
      expect(different, 'Look at the pictures. If the pages are right, keep them with `npm run pictures`.').toEqual([])
    },
    { javaScriptEnabled: true },
  )
})

test('a page without its button, with a block missing or moved, does not pass for the one that was kept', async () => {
  await onPhone(
    async (page) => {
      await steady(page)
      const right = await open(page, 'es', 'petition')
      const spoiled: Record<string, string> = {
        'no button': '#sign button.wide { visibility: hidden }',
        'a moved button': '#sign button.wide { margin-left: 120px; width: 150px !important }',
        'no ask': '.ask { display: none }',
        'a narrow field': '#sign [name=contact] { width: 40% !important }',
      }
      for (const [fault, style] of Object.entries(spoiled)) {
        await page.goto(site.url + publicPage('es', 'petition'))
        await page.addStyleTag({ content: style })
        const { isAlike, count } = await compare(right, await pictureOf(page, pages.petition!))
        expect(isAlike, `${fault}: ${count}`).toBe(false)
      }
    },
    { javaScriptEnabled: true },
  )
})

test('other edges of letters, and half a pixel, are no difference', async () => {
  await onPhone(
    async (page) => {
      await steady(page)
      for (const kind of kinds) {
        const right = await open(page, 'es', kind)
        await page.addStyleTag({
          content:
            'body { transform: translate(0.5px, 0.5px) } * { -webkit-font-smoothing: none; text-rendering: geometricPrecision }',
        })
        const { isAlike, count } = await compare(right, await pictureOf(page, pages[kind]!))
        expect(isAlike, `${kind}: ${count}`).toBe(true)
      }
    },
    { javaScriptEnabled: true },
  )
})
