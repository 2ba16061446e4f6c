import { expect, test } from 'vitest'
import { joins, openStory } from '../support/story'

const { site, mailTo, linkTo, ...story } = await openStory()
/** A phone that holds none of the passkeys of another. */
const withPasskeys = (locale: string) => story.withPasskeys(locale, { viewport: { width: 360, height: 740 } })
/** Omar, who came in first. */
const omar = await withPasskeys('en-US')
await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
/** Lucía's recovery codes. */
let codes: string[] = []

test('Lucía is invited, keeps her codes, and is told that they need no password', async () => {
  await omar.goto(`${site.officeUrl}/office/team`)
  const form = omar.locator('form', { has: omar.locator('[name=email]') })
  await form.locator('[name=email]').fill('lucia@example.org')
  await form.locator('[name=role]').selectOption('organizer')
  await form.locator('[name=language]').selectOption('es')
  await form.locator('button:not(.enter)').click()
  await omar.waitForSelector('text=lucia@example.org')
  const link = await linkTo('lucia@example.org', 'join')
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
  await phone.waitForURL(/\/office\/recover\/./)
  const address = phone.url()
  await phone.goto(`${site.officeUrl}/office/people`)
  expect(phone.url()).toContain('/office/sign-in')
  await phone.goto(address)
  await phone.click('form[data-passkey=make] button:not(.enter)')
  await phone.waitForURL(/\/office\/account\?again/)
  expect(await phone.textContent('[role=status]')).toContain('Ya entró de nuevo')
  expect(await phone.locator('button:has-text("Quitar")').count()).toBe(2)
  await phone.goto(address)
  expect(await phone.textContent('h1')).toBe('Este enlace ya no sirve')
  await phone.locator('[popovertarget=menu]').first().click()
  await phone.click('#menu >> text=Salir')
  await phone.goto(`${site.officeUrl}/office/people`)
  await phone.click('form[data-passkey=use] button:not(.enter)')
  await phone.waitForURL(/\/office\/people/)
})

test('without codes Omar lets her in again by a link that is shown once; she is told by mail', async () => {
  await omar.goto(`${site.officeUrl}/office/team`)
  await omar.click('text=Access and passkeys')
  await omar.click('text=Create the link')
  const link = (await omar.textContent('.done .code'))!.trim()
  await omar.goto(omar.url().split('#')[0]!)
  expect(await omar.locator('.done .code').count()).toBe(0)
  expect(await mailTo('lucia@example.org', 'vuelva a entrar')).not.toContain(link)
  const phone = await withPasskeys('es-US')
  await phone.goto(link)
  await phone.click('form[data-passkey=make] button:not(.enter)')
  await phone.waitForURL(/\/office\/account\?again/)
})
