import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import { languages } from '~/i18n/language'
import { openBrowser } from '../support/browser'
import { openEverything } from '../support/everything'
import { test } from '../support/firme-test'

let browser: Browser
let parser: Page
beforeAll(async () => {
  browser = await openBrowser()
  parser = await browser.newPage()
})
afterAll(async () => browser?.close())

/** Pages that are not part of the site: the tools of whoever sets it up. */
const tools = /^\/dev\//

test('no public page is a dead end: each has something to do or somewhere to go in its middle, and no link leads nowhere', async ({
  world,
}) => {
  await openEverything(world, parser, async ({ pages, states }) => {
    const deadEnds: string[] = []
    const nowhere: string[] = []
    for (const language of languages) {
      const answers = await pages.crawl([`/${language}`, ...states.site(language)])
      // The document here has words and no file.
      const missing = new Set(
        answers
          .filter(({ where, status }) => status === 404 && !/^\/documents\/memo\/[0-9a-f]{16}\.pdf$/.test(where))
          .map(({ where }) => where),
      )
      for (const { where, status, html } of answers) {
        if (!html || tools.test(where)) continue
        await parser.setContent(html)
        const seen = await parser.evaluate(() => {
          const links = [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
          const acts = document.querySelectorAll('main :is(a[href]:not([href^="#"]), form button)')
          return {
            acts: acts.length,
            to: links.map((link) => link.getAttribute('href')!),
            // Within the page: to something that is there.
            broken: links
              .map((link) => link.getAttribute('href')!)
              .filter((href) => href.startsWith('#') && !document.getElementById(href.slice(1))),
          }
        })
        if (seen.acts === 0) deadEnds.push(`${status} ${where}`)
        nowhere.push(...seen.broken.map((href) => `${where}: ${href}`))
        // A page that says it is not there leads on; a page that is there must not lead to one.
        if (status < 400)
          nowhere.push(
            ...seen.to.filter((href) => href.startsWith('/') && missing.has(href)).map((href) => `${where}: ${href}`),
          )
      }
    }
    expect(deadEnds).toEqual([])
    expect(nowhere).toEqual([])
  })
})
