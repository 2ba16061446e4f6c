import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from '../support/browser'
import { type RunningSite, startSite, until } from '../support/running-site'

let site: RunningSite
let browser: Browser
/** Omar, who came in first. */
let omar: Page
/** Lucía's recovery codes. */
let codes: string[] = []

beforeAll(async () => {
  site = await startSite()
  browser = await openBrowser()
  omar = await withPasskeys('en-US')
  await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

/** A browser whose passkeys answer by themselves; a new one holds none of the old ones, like a new phone. */
async function withPasskeys(locale: string): Promise<Page> {
  const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } })
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
}

async function joins(page: Page, link: string, name: string, email: string): Promise<string[]> {
  await page.goto(link)
  const form = page.locator('form[data-passkey=make]')
  await form.locator('[name=name]').fill(name)
  await form.locator('[name=email]').fill(email)
  await form.locator('button:not(.enter)').click()
  await page.waitForSelector('.codes')
  return page.locator('.codes li').allTextContents()
}

async function mailTo(address: string, word: string): Promise<string> {
  let found = ''
  await until(async () => {
    found =
      (await site.mails())
        .map((one) => one.replace(/=\r\n/g, '').replace(/=3D/g, '='))
        .find((one) => one.includes(`To: ${address}`) && one.includes(word)) ?? ''
    return found !== ''
  })
  return found
}

test('Lucía is invited, keeps her codes, and is told that they need no password', async () => {
  await omar.goto(`${site.officeUrl}/office/team`)
  const form = omar.locator('form', { has: omar.locator('[name=email]') })
  await form.locator('[name=email]').fill('lucia@example.org')
  await form.locator('[name=role]').selectOption('organizer')
  await form.locator('[name=language]').selectOption('es')
  await form.locator('button:not(.enter)').click()
  await omar.waitForSelector('text=lucia@example.org')
  const link = /https?:\S+\/join\/[\w-]+/.exec(await mailTo('lucia@example.org', '/join/'))![0]
  const first = await withPasskeys('es-US')
  codes = await joins(first, link, 'Lucía Paz', 'lucia@example.org')
  expect(codes).toHaveLength(10)
  expect(await first.textContent('main')).not.toContain('contraseña')
})

test('she loses her phone: a code makes a new passkey, and until then she sees nothing of the office', async () => {
  const phone = await withPasskeys('es-US')
  await phone.goto(`${site.officeUrl}/office/sign-in`)
  await phone.click('text=¿Perdió su llave de acceso?')
  await phone.fill('[name=email]', 'lucia@example.org')
  await phone.fill('[name=code]', codes[0]!)
  await phone.keyboard.press('Enter')
  await phone.waitForURL('**/office/recover/*')
  const address = phone.url()
  await phone.goto(`${site.officeUrl}/office/people`)
  expect(phone.url()).toContain('/office/sign-in')
  await phone.goto(address)
  await phone.click('form[data-passkey=make] button:not(.enter)')
  await phone.waitForURL('**/office/account?again')
  expect(await phone.textContent('[role=status]')).toContain('Ya entró de nuevo')
  expect(await phone.locator('button:has-text("Quitar")').count()).toBe(2)
  await phone.goto(address)
  expect(await phone.textContent('h1')).toBe('Este enlace ya no sirve')
  await phone.click('text=Salir')
  await phone.goto(`${site.officeUrl}/office/people`)
  await phone.click('form[data-passkey=use] button:not(.enter)')
  await phone.waitForURL('**/office/people')
})

test('without codes Omar lets her in again by a link that is shown once; she is told by mail', async () => {
  await omar.goto(`${site.officeUrl}/office/team`)
  await omar.click('text=Access and passkeys')
  await omar.click('text=Make the link')
  const link = (await omar.textContent('.done .code'))!.trim()
  await omar.reload()
  expect(await omar.locator('.done .code').count()).toBe(0)
  expect(await mailTo('lucia@example.org', 'vuelva a entrar')).not.toContain(link)
  const phone = await withPasskeys('es-US')
  await phone.goto(link)
  await phone.click('form[data-passkey=make] button:not(.enter)')
  await phone.waitForURL('**/office/account?again')
})
