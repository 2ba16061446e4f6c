import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright'
import { afterAll, expect } from 'vitest'
import { type Db, openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { openBrowser } from './browser'
import { type RunningSite, type Starting, startSite, until } from './running-site'

/** A running Firme, its database and a browser, for all stories of one file. */
export interface Story {
  site: RunningSite
  browser: Browser
  db: Db
  /** Runs on a new phone: 360 × 740, JavaScript off by default. Afterwards there must be no cookies on the phone. */
  onPhone: (work: (page: Page) => Promise<void>, more?: BrowserContextOptions) => Promise<void>
  /** A browser in the office whose passkeys respond automatically; each has no passkeys at first, like a new phone. */
  withPasskeys: (locale: string, more?: BrowserContextOptions) => Promise<Page>
  /** Waits for a mail to an address that contains a word. @returns the whole mail */
  mailTo: (address: string, word: string) => Promise<string>
  /** Waits for a mail to an address with a link whose path contains `/word/`. @returns the link */
  linkTo: (address: string, word: string) => Promise<string>
}

/** Pages with JavaScript off. */
const scriptless = new WeakSet<Page>()
const old = { viewport: { width: 360, height: 740 } }

/**
 * Starts Firme and a browser, and stops them after the last story of the file.
 *
 * @param settings environment for `npm start`
 */
export async function openStory(settings: Record<string, string> = {}, how: Starting = {}): Promise<Story> {
  const site = await startSite(settings, how)
  afterAll(() => site.stop())
  const { db } = openDatabase(settings.DATABASE_URL ?? (await runningEmbedded(site.dataDir))!, 2)
  afterAll(() => db.destroy())
  const browser = await openBrowser()
  afterAll(() => browser.close())

  const mailTo: Story['mailTo'] = async (address, word) => {
    let found: string | undefined
    await until(
      async () => {
        found = (await site.mails())
          .map((mail) => mail.replace(/=\r\n/g, '').replace(/=3D/g, '='))
          .find((mail) => mail.includes(`To: ${address}`) && mail.includes(word))
        return found !== undefined
      },
      90_000,
      () => `no mail to ${address} with ${word}`,
    )
    return found!
  }

  return {
    site,
    db,
    browser,
    mailTo,
    async onPhone(work, more = {}) {
      const options = { ...old, javaScriptEnabled: false, ...more }
      const context = await browser.newContext(options)
      try {
        const page = await context.newPage()
        if (!options.javaScriptEnabled) scriptless.add(page)
        await work(page)
        expect(await context.cookies()).toEqual([])
      } finally {
        await context.close()
      }
    },
    async withPasskeys(locale, more = {}) {
      const context = await browser.newContext({ locale, viewport: { width: 1280, height: 900 }, ...more })
      const page = await context.newPage()
      const devtools = await context.newCDPSession(page)
      await devtools.send('WebAuthn.enable')
      await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      })
      return page
    },
    async linkTo(address, word) {
      return new RegExp(`https?:\\S+/${word}/[\\w-]+`).exec(await mailTo(address, `/${word}/`))![0]
    },
  }
}

/** Opens every office around the clock, so that stories can run at any time. */
export async function openAroundTheClock(db: Db): Promise<void> {
  await setOfficeHours(db, [0, 1, 2, 3, 4, 5, 6], '00:00', '23:59')
}

/** Sets the hours of every office. @param days 0 is Sunday */
export async function setOfficeHours(db: Db, days: number[], from: string, to: string): Promise<void> {
  await db
    .updateTable('organization')
    .set({ office_hours: JSON.stringify([{ days, from, to }]) })
    .execute()
}

/** Joins the office by invitation, with a passkey. @returns the recovery codes */
export async function joins(page: Page, link: string, name: string, email: string): Promise<string[]> {
  await page.goto(link)
  const form = page.locator('form[data-passkey=make]')
  await form.locator('[name=name]').fill(name)
  // The address of an invitation stands; the first owner types theirs.
  const address = form.locator('[name=email]')
  if (await address.isEditable()) await address.fill(email)
  else expect(await address.inputValue()).toBe(email)
  await form.locator('button:not(.enter)').click()
  await page.waitForSelector('.codes')
  const codes = await page.locator('.codes li').allTextContents()
  expect(codes).toHaveLength(10)
  return codes
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  nodes: { html: string }[]
}

/**
 * Expects the page to be accessible by axe-core's rules, and not wider than the screen.
 *
 * With JavaScript off, checks a copy of the page in which axe-core can run.
 *
 * @param where shown on failure
 */
export async function expectAccessible(page: Page, where = page.url()): Promise<void> {
  const width = page.viewportSize()!.width
  expect(await page.evaluate(() => document.documentElement.scrollWidth), where).toBeLessThanOrEqual(width)
  if (!scriptless.has(page)) return expectNoViolation(page, where)
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize() })
  try {
    const copy = await context.newPage()
    await copy.setContent((await page.content()).replace(/<script[^>]*><\/script>/g, ''))
    await expectNoViolation(copy, where)
  } finally {
    await context.close()
  }
}

/** Expects a page that passed before to pass axe-core's rules about colors in those it has now. */
export async function expectReadableColors(page: Page, where: string): Promise<void> {
  await expectNoViolation(page, where, ['color-contrast', 'link-in-text-block'])
}

/** @param only names of rules; all without it */
async function expectNoViolation(page: Page, where: string, only?: string[]): Promise<void> {
  await page.evaluate(axe)
  const options = { iframes: false, ...(only ? { runOnly: { type: 'rule', values: only } } : {}) }
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as {
    violations: Violation[]
  }
  expect(violations.map(({ id, nodes }) => `${where} ${id} ${nodes[0]?.html}`)).toEqual([])
}
