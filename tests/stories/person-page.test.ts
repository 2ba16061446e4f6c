import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, db, browser, onPhone, withPasskeys } = await openStory({ LOG_LEVEL: 'silent' })

/** What stands on the web phone with this number, once it holds these words. */
async function phoneHolds(number: string, words: string, work: (page: Page) => Promise<void> = async () => {}) {
  await onPhone(async (page) => {
    const phone = `${site.url}/dev/phone?number=${encodeURIComponent(number)}`
    await until(
      async () => {
        await page.goto(phone)
        return (await page.innerText('main')).includes(words)
      },
      90_000,
      () => words,
    )
    await work(page)
  })
}

test('Omar corrects Tomás’s phone, in Spanish on his own phone without a script; Tomás confirms it, asks by phone to stop, and a note with an A-number is refused', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/petitions/alto-polimigra`)
    await page.fill('[name=given_name]', 'Tomás')
    await page.fill('[name=contact]', '602 555 0101')
    await page.fill('[name=postal_code]', '85001')
    await page.click('main form button:not(.enter)')
    await page.waitForURL(/check/)
  })
  await phoneHolds('+16025550101', 'su clave es')
  const passkey = await withPasskeys('es-US')
  await joins(passkey, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  const storageState = await passkey.context().storageState()
  const viewport = { width: 390, height: 844 }
  const context = await browser.newContext({ storageState, javaScriptEnabled: false, viewport })
  const omar = await context.newPage()
  const { id } = await db
    .selectFrom('person')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select('person.id')
    .where('channel', '=', 'sms')
    .orderBy('person.created_on', 'desc')
    .executeTakeFirstOrThrow()
  const own = `${site.officeUrl}/office/people/${id}`
  await omar.goto(own)
  expect(await omar.innerText('section:has(#signed)')).toMatch(
    /Sin confirmar[^]*Se le preguntó: [^]*Todavía no contesta/,
  )
  expect(await omar.locator('details.danger').getAttribute('open')).toBeNull()

  await omar.fill('#new_phone', '(602) 555-0102')
  await omar.click('section:has(#correct) form button')
  await omar.waitForURL(/did=asked/)
  expect(await omar.innerText('.done')).toMatch(/Nada cambia hasta que lo confirmen\.\s*Deshacer/)
  expect(await omar.innerText('section:has(#contact)')).toMatch(
    /··· 0101[^]*··· 0102 lo va a reemplazar: espera confirmación/,
  )
  await phoneHolds('+16025550102', 'confirme que es su celular', async (page) => {
    const link = /https?:\S+\/contact\/\S+/.exec(await page.innerText('main'))![0]
    await page.goto(link)
    expect(await page.textContent('h1')).toBe('¿Es suyo este número?')
    await expectAccessible(page)
    await page.click('button[value=confirm]')
    // It waits two seconds for the worker; a slow one is told of as received.
    await page.waitForSelector('text=/Ya está confirmado|Recibimos su respuesta/')
  })
  await until(
    async () => {
      await omar.goto(own)
      return !(await omar.innerText('section:has(#contact)')).includes('0101')
    },
    90_000,
    () => 'still the old number',
  )
  expect(await omar.innerText('section:has(#signed)')).toContain('Confirmada')
  expect(await omar.innerText('ol.story')).toMatch(
    /Se confirmó el contacto corregido[^]*Se corrigió el teléfono[^]*Firmó/,
  )

  await omar.click('summary:has-text("Pidió parar, por teléfono")')
  await omar.fill('#said', 'Ya no me manden mensajes, por favor.')
  await omar.click('section:has(#allowed) details[open] form button')
  await omar.waitForURL(/did=stopped/)
  expect(await omar.innerText('section:has(#allowed)')).toMatch(
    /Pidió parar por teléfono[^]*“Ya no me manden mensajes, por favor\.”[^]*Lo anotó Omar Reyes/,
  )
  expect(await omar.innerText('section:has(#contact)')).toContain('pidió parar: lo anotó Omar Reyes')
  await omar.click('.done button')
  await omar.waitForURL(/did=unstopped/)
  expect(await omar.innerText('section:has(#contact)')).not.toContain('pidió parar')

  await omar.fill('#note', 'Su número es A 123-456-789.')
  await omar.click('section:has(#notes) form[data-typed] button')
  await omar.waitForSelector('#errors')
  expect(await omar.innerText('#errors')).toContain('Esto parece un número A de migración')
  expect(await omar.inputValue('#note')).toBe('Su número es A 123-456-789.')
  await omar.fill('#note', 'Puede ayudar los sábados.')
  await omar.click('section:has(#notes) form[data-typed] button')
  await omar.waitForURL(/did=noted/)
  await omar.click('button:has-text("Quitar esta nota")')
  await omar.waitForURL(/did=unnoted/)
  await omar.click('.done button')
  await omar.waitForURL(/did=renoted/)
  expect(await omar.innerText('section:has(#notes)')).toContain('Puede ayudar los sábados.')
  await context.close()
})

test.for([390, 1280])(
  'a person’s page has no accessibility violation and no sideways scroll at %i px',
  async (width) => {
    const omar = browser.contexts()[0]!.pages()[0]!
    await omar.setViewportSize({ width, height: 844 })
    const { person_id: id } = await db.selectFrom('recorded_stop').select('person_id').executeTakeFirstOrThrow()
    await omar.goto(`${site.officeUrl}/office/people/${id}`)
    await expectAccessible(omar)
    for (const summary of await omar.locator('main summary:visible').all()) await summary.click()
    await expectAccessible(omar)
    expect(await omar.locator('.danger h2').first().isVisible()).toBe(true)
  },
)
