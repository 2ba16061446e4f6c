import { expect, test } from 'vitest'
import { sessionCookie } from '~/office/guard/sessions.server'
import type { World } from '../support/firme-test'
import { keyringIn } from '../support/keyring'
import { groupOf, organizer } from '../support/office'
import { expectAccessible, openStory } from '../support/story'

const { site, db, browser } = await openStory({ LOG_LEVEL: 'silent' })
const keyring = await keyringIn(site.dataDir)

/** Somebody in the office, in their language. */
async function inOffice(language: 'en' | 'es', width: number, javaScriptEnabled = true) {
  const world = { db, keyring, at: new Date() } as World
  const { id, token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await db.updateTable('organizer').set({ language }).where('id', '=', id).execute()
  const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  await context.addCookies([
    {
      name: sessionCookie,
      value: token,
      domain: new URL(site.officeUrl).hostname,
      path: '/',
      secure: true,
      httpOnly: true,
    },
  ])
  const page = await context.newPage()
  return { page, context }
}
const state = async () =>
  (await db.selectFrom('petition').select('state').where('slug', '=', 'alto-polimigra').executeTakeFirstOrThrow()).state

test('without scripts, by keyboard alone: closing says first what it stops, and Undo opens the petition again', async () => {
  const { page, context } = await inOffice('es', 390, false)
  await page.goto(`${site.officeUrl}/office/petitions/alto-polimigra/edit`)
  await page.locator('summary', { hasText: /^Cerrar$/ }).press('Enter')
  await expect.poll(() => page.getByText('Ya nadie podrá firmarla').first().isVisible()).toBe(true)
  expect(await state()).toBe('open')
  await page.getByRole('button', { name: 'Sí, cerrarla' }).press('Enter')
  await page.waitForURL(/undo=/)
  expect(await state()).toBe('closed')
  expect(await page.locator('.done').first().textContent()).toContain('está cerrada')
  await page.locator('.done button').first().press('Enter')
  await page.waitForURL(/undo=undone/)
  expect(await state()).toBe('open')
  await context.close()
})

test.for([
  ['en', 1280],
  ['es', 390],
] as const)('what can be undone, in %s at %i px, has no accessibility violation', async ([language, width]) => {
  const { page, context } = await inOffice(language, width)
  await db.updateTable('petition').set({ state: 'open' }).where('slug', '=', 'alto-polimigra').execute()
  await page.goto(`${site.officeUrl}/office/petitions/alto-polimigra/edit`)
  await page.locator('summary', { hasText: language === 'en' ? /^Close$/ : /^Cerrar$/ }).press('Enter')
  await page.getByRole('button', { name: language === 'en' ? 'Yes, close it' : 'Sí, cerrarla' }).click()
  await page.waitForURL(/undo=/)
  for (const [name, path] of [
    ['line', page.url()],
    ['list', `${site.officeUrl}/office/undo`],
    ['news', `${site.officeUrl}/office/petitions/alto-polimigra/news`],
    ['deliveries', `${site.officeUrl}/office/petitions/alto-polimigra/deliveries`],
    ['posts', `${site.officeUrl}/office/campaigns/end-s-comm/news`],
    ['account', `${site.officeUrl}/office/account`],
  ] as const) {
    await page.goto(path)
    await page.locator('main details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
    await expectAccessible(page)
    const shots = process.env.SHOTS
    if (shots) await page.screenshot({ path: `${shots}/${name}-${language}-${width}.png`, fullPage: true })
  }
  await page.goto(`${site.officeUrl}/office/undo`)
  await page.locator('main table button').first().click()
  await page.waitForURL(/undo=undone/)
  await context.close()
})
