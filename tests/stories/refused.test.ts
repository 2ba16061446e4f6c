import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Locator, Page } from 'playwright'
import { expect, test } from 'vitest'
import { type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { sessionCookie } from '~/office/guard/sessions.server'
import { ownerLink } from '~/office/team/owner-link.server'
import type { World } from '../support/firme-test'
import { keyringIn } from '../support/keyring'
import { groupOf, organizer } from '../support/office'
import { until } from '../support/running-site'
import { openStory, setOfficeHours } from '../support/story'

const { site, db, browser } = await openStory({ LOG_LEVEL: 'silent', SHARED_NETWORKS: '127.0.0.1,::1' })
const keyring = await keyringIn(site.dataDir)
await setOfficeHours(db, [(new Date().getUTCDay() + 3) % 7], '09:00', '10:00')

/** An old phone. */
const phone = (more: Parameters<Browser['newContext']>[0] = {}) =>
  browser.newContext({ viewport: { width: 360, height: 740 }, ...more })

async function onPhone(context: BrowserContext, work: (page: Page) => Promise<void>): Promise<void> {
  try {
    const page = await context.newPage()
    await work(page)
  } finally {
    await context.close()
  }
}

/** Sends what is on the page by this button, which loads another one. */
async function sends(page: Page, button: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), button.click()])
}

/** What is wrong is in sight at once, has the focus, and stands in the title; its first link leads into a field. */
async function expectToldAtOnce(page: Page, where: string): Promise<void> {
  await until(
    async () => (await page.evaluate(() => document.activeElement?.id)) === 'errors',
    10_000,
    () => `${where}: the focus is elsewhere`,
  )
  expect(await page.title(), where).toMatch(/^Error: ./)
  const box = (await page.locator('#errors').boundingBox())!
  expect(box.y, where).toBeGreaterThanOrEqual(0)
  // A short page under the office's menu and search box does not scroll.
  expect(box.y, where).toBeLessThan(320)
  const lines = await page.locator('#errors li').allTextContents()
  expect(new Set(lines).size, `${where}: ${lines.join(' | ')}`).toBe(lines.length)
  const link = page.locator('#errors a[href^="#"]').first()
  if ((await link.count()) === 0) return
  const field = (await link.getAttribute('href'))!
  await link.click()
  expect(new URL(page.url()).hash, where).toBe(field)
  expect((await page.locator(`[id="${field.slice(1)}"]`).boundingBox())!.y, where).toBeLessThan(740)
}

type Refusal = [where: string, button: string, fill?: Record<string, string>, open?: string]

const publicForms: Refusal[] = [
  [
    'petitions/alto-polimigra',
    '#sign button.wide',
    { given_name: 'Rosa', comments: 'Por mi familia' },
    '.more summary',
  ],
  ['petitions/alto-polimigra/check', 'main form button', { phone: '602' }],
  ['petitions/alto-polimigra/kiosk', 'main form button', { given_name: 'Rosa' }],
  ['officials', '#find button.wide', { zip: '850' }],
  ['officials/ida-vance-saguaro', '#report button', { note: 'It rings at a bakery.' }, '#report summary'],
  ['places/az-maricopa-county', 'main form button', {}, 'main summary'],
  ['letters/write-your-council', 'main form button', { zip: '850' }],
  ['letters/write-sheriff-vance', 'button.wide[value=send]', { given_name: 'Rosa', subject: 'No judge, no hold' }],
  ['letters/write-sheriff-vance', 'button.plain[value=own]', { subject: 'No judge, no hold' }],
  ['calls/call-your-sheriff', 'main form button', { zip: '850' }],
  [
    'calls/call-sheriff-vance',
    'button[value=remind]',
    { contact: '602' },
    'summary:has-text("Remind"), summary:has-text("Avísenme")',
  ],
  ['calls/call-sheriff-vance/bridge', 'main form button', { phone: '602' }],
  ['campaigns/end-s-comm/start', '#start button', { group_name: 'Saguaro Neighbors', email: 'rosa' }],
  ['me', 'main form button', { contact: 'rosa' }],
]

test.for([
  ['es', 'off'],
  ['en', 'on'],
] as const)(
  'at 360 × 740 every public form that is refused says so at once (%s, scripts %s)',
  async ([lang, scripts]) => {
    for (const [where, button, fill = {}, open] of publicForms) {
      // The table's own script answers on the page itself.
      if (scripts === 'on' && where.endsWith('kiosk')) continue
      await onPhone(await phone({ javaScriptEnabled: scripts === 'on' }), async (page) => {
        await page.goto(`${site.url}/${lang}/${where}`)
        if (open) await page.click(open)
        for (const [name, value] of Object.entries(fill)) await page.fill(`main [name=${name}]`, value)
        await sends(page, page.locator(button).first())
        await expectToldAtOnce(page, where)
        for (const [name, value] of Object.entries(fill))
          expect(await page.inputValue(`main [name=${name}]`), where).toBe(value)
      })
    }
  },
)

/** Somebody with every right, signed in. */
async function signedIn(language: Language): Promise<BrowserContext> {
  const world = { db, keyring, at: new Date() } as World
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await db.updateTable('organizer').set({ language }).where('id', '=', id).execute()
  const context = await phone()
  await context.addCookies([
    {
      name: sessionCookie,
      value: token,
      domain: 'localhost',
      path: '/',
      secure: true,
      httpOnly: true,
      sameSite: 'Lax',
    },
  ])
  return context
}

const officeForms: Refusal[] = [
  ['pages/new', 'main form button.main'],
  ['petitions/alto-polimigra/edit', 'button.main[value=publish]', { title_es: '' }],
  ['petitions/alto-polimigra/news', 'main form button.main', { title_en: 'We met' }],
  ['petitions/alto-polimigra/copies', 'main form:has(textarea) button', { targets: 'Lee Okafor' }],
  ['petitions/alto-polimigra/deliveries', 'main form:has([name=recipient]) button', { recipient: 'Ida Vance' }],
  ['petitions/alto-polimigra/imports', 'main form:has([name=list]) button'],
  ['actions/call-sheriff-vance/edit', 'button.main[value=publish]', { title_es: '' }],
  ['actions/call-sheriff-vance/targets', 'main form.panel:has([name=how]) button', {}, '#lookup'],
  [
    'campaigns',
    'main details:last-of-type form button.main',
    { name_en: 'No jail for sale' },
    'main > details:last-of-type summary',
  ],
  ['people', 'main form:has([name=search]) button'],
  ['spending', 'main form:has([name=dollars]) button', { dollars: 'a lot' }],
  ['texts', 'button[value=add]', { word: 'stop' }],
  ['team', 'main form:has([name=email]) button.main'],
  [
    'officials/powers',
    'button[value=save]',
    { law: 'ARS 11', note_en: 'May', note_es: 'Puede', source_url: 'nowhere', checked_on: '2026-11-01' },
  ],
  ['officials/imports', 'main form button.main'],
  [
    'officials/posts/ida-vance-saguaro',
    'button[value=add-contact]',
    { value: '12', source_url: 'nowhere', checked_on: '2026-11-01' },
    'summary:has-text("Add"), summary:has-text("Agregar"), summary:has-text("Añadir")',
  ],
  ['places/az-maricopa-county/boundaries', 'button[value=upload]', { source: 'nowhere' }],
]

test('at 360 × 740 every form of the office that is refused says so at once', async () => {
  const lang = 'es'
  await onPhone(await signedIn(lang), async (page) => {
    for (const [where, button, fill = {}, open] of officeForms) {
      await page.goto(`${site.officeUrl}/office/${where}`)
      if (open) await page.click(open)
      const pressed = page.locator(button).last()
      const form = pressed.locator('xpath=ancestor::form')
      for (const [name, value] of Object.entries(fill)) await form.locator(`[name=${name}]`).first().fill(value)
      await sends(page, pressed)
      await expectToldAtOnce(page, where)
      expect(await page.getAttribute('html', 'lang'), where).toBe(lang)
      for (const [name, value] of Object.entries(fill))
        expect(
          await page
            .locator(`main [name=${name}]`)
            .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)),
          where,
        ).toContain(value)
    }
  })
})

test('at the door of the office a wrong password and a wrong invitation say so at once', async () => {
  const world = { db, keyring, at: new Date() } as World
  await organizer(world, 'owner', await groupOf(world, 'network'))
  const invitation = (await ownerLink(db, keyring, true, new Date()))!
  for (const lang of languages) {
    await onPhone(await phone({ locale: `${lang}-US`, javaScriptEnabled: false }), async (page) => {
      await page.goto(`${site.officeUrl}/office/sign-in`)
      await page.fill('[name=email]', 'omar@example.org')
      await sends(page, page.locator('form:has([name=password]) button.main').first())
      await expectToldAtOnce(page, 'sign-in')
      expect(await page.inputValue('[name=email]')).toBe('omar@example.org')
      await page.goto(`${site.officeUrl}/office/join/${invitation}`)
      await page.click('summary')
      await page.fill('details [name=name]', 'Omar')
      await page.fill('details [name=email]', `${randomUUID()}@example.org`)
      await sends(page, page.locator('details button.main').first())
      await expectToldAtOnce(page, 'join')
      expect(await page.inputValue('details [name=name]')).toBe('Omar')
    })
  }
})

test('a site that takes nothing in for the moment says so at once, and keeps what was typed', async () => {
  await db.updateTable('stop_switch').set({ is_on: true }).where('name', '=', 'read-only').execute()
  for (const lang of languages) {
    await until(
      async () =>
        (
          await fetch(`${site.url}/${lang}/me`, {
            method: 'POST',
            body: new URLSearchParams({ contact: 'rosa@example.org' }),
          })
        ).status === 503,
    )
    await onPhone(await phone({ javaScriptEnabled: false }), async (page) => {
      await page.goto(`${site.url}/${lang}/petitions/alto-polimigra`)
      for (const [name, value] of [
        ['given_name', 'Rosa'],
        ['contact', 'rosa@example.org'],
        ['postal_code', '85001'],
      ])
        await page.fill(`[name=${name}]`, value!)
      await sends(page, page.locator('#sign button.wide').first())
      // A page of its own, which sends the same once more.
      expect(await page.title()).toMatch(/^Error: ./)
      expect((await page.locator('h1').boundingBox())!.y).toBeLessThan(200)
      expect(await page.inputValue('[name=given_name]')).toBe('Rosa')
      await page.goto(`${site.url}/${lang}/calls/call-sheriff-vance`)
      await page.click('summary:has-text("Remind"), summary:has-text("Avísenme")')
      await page.fill('[name=contact]', 'rosa@example.org')
      await sends(page, page.locator('button[value=remind]').first())
      await expectToldAtOnce(page, 'reminder')
      expect(await page.inputValue('[name=contact]')).toBe('rosa@example.org')
    })
  }
})

test('a page that failed offers to open it again, and not after a form was sent: a link would lose what it held', async () => {
  const offers = async (init: RequestInit, lang: Language) => {
    const answer = await fetch(`${site.url}/${lang}/calls/call-sheriff-vance`, init)
    expect(answer.status).toBe(500)
    return (await answer.text()).includes(`>${translator(lang)('site.problem.again')}</a>`)
  }
  await sql`alter table advocacy_campaign rename to away`.execute(db)
  try {
    for (const lang of languages) {
      expect(await offers({}, lang), lang).toBe(true)
      expect(await offers({ method: 'POST', body: new URLSearchParams({ outcome: 'spoke' }) }, lang), lang).toBe(false)
    }
  } finally {
    await sql`alter table away rename to advocacy_campaign`.execute(db)
  }
})
