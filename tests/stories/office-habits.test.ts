import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { sessionCookie } from '~/office/guard/sessions.server'
import type { World } from '../support/firme-test'
import { keyringIn } from '../support/keyring'
import { groupOf, organizer } from '../support/office'
import { expectAccessible, openStory } from '../support/story'

const { site, db, browser } = await openStory({ LOG_LEVEL: 'silent' })
const keyring = await keyringIn(site.dataDir)

async function inOffice(language: 'en' | 'es', width: number) {
  const world = { db, keyring, at: new Date() } as World
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await db.updateTable('organizer').set({ language }).where('id', '=', id).execute()
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const domain = new URL(site.officeUrl).hostname
  await context.addCookies([{ name: sessionCookie, value: token, domain, path: '/', secure: true, httpOnly: true }])
  const page = await context.newPage()
  return { page, context }
}
const invites = async (page: Page, email: string) => {
  await page.fill('#invite [name=email]', email)
  await page.click('#invite button.main')
}

test('what was done before does not stand over what is wrong now', async () => {
  const { page, context } = await inOffice('en', 1280)
  await page.goto(`${site.officeUrl}/office/team`)
  await invites(page, 'ines@example.org')
  await page.waitForURL(/done=invited/)
  expect(await page.locator('.done').first().isVisible()).toBe(true)
  await page.locator('#invite form').evaluate((form: HTMLFormElement) => (form.noValidate = true))
  await invites(page, 'nobody')
  await page.locator('#errors').waitFor()
  expect(await page.locator('.done').filter({ visible: true }).count()).toBe(0)
  await context.close()
})

test('the fields of a new campaign open when it is chosen', async () => {
  const { page, context } = await inOffice('es', 390)
  await page.goto(`${site.officeUrl}/office/pages/new`)
  expect(await page.locator('[name=name_en]').isVisible()).toBe(false)
  await page.selectOption('[name=campaign]', 'own')
  await page.locator('[name=name_en]').waitFor({ state: 'visible' })
  await context.close()
})

test('after a search of people, Back and loading again show the same without asking', async () => {
  const { page, context } = await inOffice('en', 1280)
  await page.goto(`${site.officeUrl}/office/people`)
  await page.fill('main [name=search]', 'nobody@example.org')
  await page.press('main [name=search]', 'Enter')
  await page.waitForURL(/searched=/)
  expect(page.url()).not.toContain('nobody')
  await page.goto(`${site.officeUrl}/office/help`)
  await page.goBack()
  await page.reload()
  expect(await page.locator('.done').first().isVisible()).toBe(true)
  await context.close()
})

test.for(['en', 'es'] as const)(
  'on a phone, in %s, the bar is one line and filters are one button',
  async (language) => {
    const { page, context } = await inOffice(language, 390)
    await page.goto(`${site.officeUrl}/office/people`)
    expect((await page.locator('header.bar').boundingBox())!.height).toBeLessThan(70)
    const field = page.locator('#filter-source')
    expect(await field.isVisible()).toBe(false)
    await page.locator('[popovertarget=filters]').first().click()
    await field.fill('radio')
    await expectAccessible(page)
    await page.locator('#filters button').first().click()
    await page.waitForURL(/source=radio/)
    expect(await page.locator('.opens-filters').textContent()).toMatch(/1/)
    await page.locator('[popovertarget=menu]').first().click()
    await page.locator('#menu .own button').first().waitFor({ state: 'visible' })
    await expectAccessible(page)
    await context.close()
  },
)
