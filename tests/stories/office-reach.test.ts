import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect } from 'vitest'
import { roles } from '~/office/guard/rights'
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

/** Pages outside the menu's reach: the ways in, and what is asked before something weighty. */
const outside = [
  'office.$',
  'office.sign-in',
  'office.sign-out',
  'office.join.$token',
  'office.recover._index',
  'office.recover.$token',
  'office.prove',
  'office.address.$token',
  'office.refused.$status',
]

/** Pages that a form opens: search, what to do with people chosen in a list, the preview of what an editor saved. */
const byButton = /^office\.(?:search|people\.bulk)$|\.preview\./

test('every page of the office can be reached from Today by links, has a way back, and names itself', async ({
  world,
}) => {
  await openEverything(world, parser, async ({ pages, as }) => {
    const token = await as('owner', 'en')
    const answers = await pages.crawl(['/office'], { token, most: 8 })
    const reached = new Set(answers.map(({ module }) => module))
    const wanted = pages.modules.filter((module) => module.startsWith('office.'))
    expect(wanted.filter((module) => ![...reached, ...outside].includes(module) && !byButton.test(module))).toEqual([])

    const nameless: string[] = []
    for (const { where, status, html } of answers) {
      if (!html || status !== 200 || /\/preview\/(en|es)(\?dark)?$/.test(where)) continue
      await parser.setContent(html)
      const seen = await parser.evaluate(() => ({
        title: document.title.split(' · ')[0]!,
        headings: document.querySelectorAll('h1').length,
        crumbs: [...document.querySelectorAll('.crumbs li')].map((one) => one.textContent ?? ''),
        back: document.querySelectorAll('.crumbs a').length,
        here: document.querySelectorAll('.crumbs [aria-current=page]').length,
        current: document.querySelectorAll('.menu [aria-current]').length,
      }))
      const isHome = new URL(where, 'http://localhost').pathname === '/office'
      const isNamed =
        seen.title !== 'Firme' &&
        seen.title !== '' &&
        seen.headings === 1 &&
        (isHome || (seen.back > 0 && seen.here === 1 && seen.crumbs.every((one) => one.trim() !== '')))
      if (!isNamed) nameless.push(`${where} ${JSON.stringify(seen)}`)
    }
    expect(nameless).toEqual([])
  })
})

test('no link of the office leads any role to a page it may not open', async ({ world }) => {
  await openEverything(world, parser, async ({ pages, as }) => {
    for (const role of roles) {
      const answers = await pages.crawl(['/office'], { token: await as(role, 'en'), most: 1 })
      expect(
        answers.filter(({ status }) => status >= 400).map(({ where, status }) => `${role} ${status} ${where}`),
      ).toEqual([])
    }
  })
})
