import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, browser, onPhone, withPasskeys } = await openStory({ LOG_LEVEL: 'silent' })

/** Texts from the web phone with this number, and waits for an answer that holds these words. */
async function texts(words: string, answer: string, number = '+16025550101'): Promise<void> {
  await onPhone(async (page) => {
    const phone = `${site.url}/dev/phone?number=${encodeURIComponent(number)}`
    const sees = async () => {
      await page.goto(phone)
      return (await page.innerText('main')).includes(answer)
    }
    await page.goto(phone)
    if (words !== '') {
      await page.fill('#body', words)
      await page.click('button[value=text]')
    }
    await until(sees, undefined, () => answer)
  })
}

test('Omar takes a conversation on his phone, in Spanish and without a script, picks a reply that is ready, sends it, and the thread shows it', async () => {
  await texts('They took my husband', 'not an emergency line', '+16025550102')
  await texts('FIRMA', 'nombre y apellido')
  await texts('12345', 'no le entendimos')
  await texts('¿puede firmar mi prima también?', 'Una persona va a leer')
  const passkey = await withPasskeys('es-US')
  await joins(passkey, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  const storageState = await passkey.context().storageState()
  const context = await browser.newContext({
    storageState,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const omar = await context.newPage()
  const reads = () => omar.innerText('main')

  await omar.goto(`${site.officeUrl}/office/inbox`)
  const threads = await omar.locator('tbody tr').allInnerTexts()
  expect(threads.map((thread) => /··· \d{4}/.exec(thread)![0])).toEqual(['··· 0102', '··· 0101'])
  expect(threads[0]).toMatch(/pide auxilio[^]*nadie[^]*English/)
  expect(threads[1]).toMatch(/puede firmar mi prima[^]*no se le entendieron dos mensajes en menos de un día[^]*Español/)
  await omar.click('tbody a:has-text("0101")')
  expect(await reads()).toContain('Nadie lo ha tomado todavía.')
  await omar.click('button[value=take]')
  await omar.waitForURL(/did=took/)
  expect(await omar.innerText('.done')).toMatch(/Ahora lo tiene usted\.\s*Deshacer/)
  await omar.selectOption('#canned', { label: 'Lo averiguo' })
  await omar.click('button[value=fill]')
  expect(await omar.inputValue('#reply')).toBe('Gracias por escribir. Lo averiguo y le contesto por este medio.')
  expect(await reads()).toMatch(/GSM-7, 1 segmento, 70 caracteres/)
  await omar.click('button[value=answer]:not(.enter)')
  await omar.waitForURL(/did=answered/)
  expect(await omar.innerText('.done')).toContain('Su respuesta va en camino a ··· 0101.')
  const answer = 'Firme: Gracias por escribir. Lo averiguo y le contesto por este medio.'
  expect(await omar.locator('.thread li').last().innerText()).toMatch(/^Omar Reyes[^]*Firme: Gracias por escribir/)
  await texts('', answer)
  await omar.goto(`${site.officeUrl}/office/inbox?show=handled`)
  expect(await omar.locator('tbody tr').allInnerTexts()).toEqual([expect.stringContaining('Omar Reyes')])
  await context.close()
})

test.for([390, 1280])(
  'the pages of the inbox have no accessibility violation and no sideways scroll at %i px',
  async (width) => {
    const omar = browser.contexts()[0]!.pages()[0]!
    await omar.setViewportSize({ width, height: 844 })
    for (const path of ['inbox', 'inbox?show=mine', 'inbox?show=handled', 'inbox/replies']) {
      await omar.goto(`${site.officeUrl}/office/${path}`)
      await expectAccessible(omar)
    }
    await omar.goto(`${site.officeUrl}/office/inbox`)
    await omar.click('tbody a')
    await omar.click('summary:has-text("No mandar más mensajes")')
    expect(await omar.innerText('details[open]')).toMatch(/tampoco los que están por salir/)
    await expectAccessible(omar)
  },
)
