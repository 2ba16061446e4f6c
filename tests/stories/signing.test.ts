import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { expectAccessible, openStory } from '../support/story'

const { site, browser, onPhone } = await openStory()

const petition = (lang: string) => `${site.url}/${lang}/petitions/alto-polimigra`
const total = async () =>
  ((await (await fetch(`${petition('en')}.json`)).json()) as { signature_count: number }).signature_count
const linkIn = async (word: string, address: string) => {
  let link = ''
  await until(async () => {
    const mail = (await site.mails()).find(
      (one) => one.includes(address) && one.replace(/=\r\n/g, '').includes(`/${word}/`),
    )
    link =
      /https?:\S+/.exec(
        mail
          ?.replace(/=\r\n/g, '')
          .split('\r\n')
          .find((line) => line.includes(`/${word}/`)) ?? '',
      )?.[0] ?? ''
    return link !== ''
  })
  return link
}

async function fill(page: Page, fields: Record<string, string>) {
  if ('family_name' in fields) await page.click('.more summary')
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value)
}

/** Asks for the own page, and opens it from the mailbox. */
async function opensOwnPage(page: Page, address: string) {
  await page.goto(`${site.url}/es/me`)
  await fill(page, { contact: address })
  await page.click('main form button')
  await page.goto(await linkIn('me', address))
  await page.click('main form button')
}

test('Rosa signs in Spanish without JavaScript, confirms from her mailbox, and the total rises by one', async () => {
  const before = await total()
  await onPhone(async (page) => {
    await page.goto(petition('es'))
    await fill(page, { given_name: 'Rosa', family_name: 'Martínez', contact: 'rosa@example.org', postal_code: '85001' })
    await page.click('text=Firmar la petición')
    expect(await page.textContent('h1')).toBe('Falta un paso')
    const link = await linkIn('confirm', 'rosa@example.org')
    for (let opened = 0; opened < 5; opened += 1) await fetch(link)
    expect(await total()).toBe(before)
    await page.goto(link)
    await page.click('main button')
    expect(await page.textContent('h1')).toContain('Gracias')
    expect(await page.locator('a[href^="https://wa.me/"]').count()).toBe(1)
    await until(async () => (await total()) === before + 1)
    expect(
      (
        await fetch(link, {
          method: 'POST',
          body: '',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(200)
    // Somebody who opens the mail again finds what they can share.
    await page.goto(link)
    expect(await page.textContent('h1')).toContain('Gracias')
    expect(await page.locator('a[href^="https://wa.me/"]').count()).toBe(1)
  })
})

test('the language switch keeps what was typed, and wrong input is said in the person’s language', async () => {
  await onPhone(async (page) => {
    await page.goto(petition('es'))
    await fill(page, { given_name: 'Tomás', postal_code: '850' })
    await page.click('button.switch')
    expect(await page.getAttribute('html', 'lang')).toBe('en')
    expect(await page.inputValue('[name=given_name]')).toBe('Tomás')
    await page.click('form#sign button.button')
    expect(await page.textContent('#errors')).toContain('That’s not a ZIP code')
    expect(await page.inputValue('[name=given_name]')).toBe('Tomás')
    expect(await page.locator('#errors a[href="#contact"]').count()).toBe(1)
  })
})

test('Tomás, who has only a phone, confirms with the six digits', async () => {
  const before = await total()
  await onPhone(async (page) => {
    await page.goto(petition('es'))
    await fill(page, { given_name: 'Tomás', contact: '602 555 0101', postal_code: '85001' })
    await page.click('form#sign button.button')
    let code = ''
    await until(async () => {
      code = /clave es (\d{6})/.exec(readFileSync(`${site.dataDir}/outbox/sms.jsonl`, 'utf8'))?.[1] ?? ''
      return code !== ''
    })
    await fill(page, { code })
    await page.click('main form button')
    await until(async () => (await page.reload(), (await page.textContent('h1'))!.includes('Gracias')))
    await until(async () => (await total()) === before + 1)
  })
})

test('Sam signs with Rosa’s address; both count, and the page says nothing of Rosa', async () => {
  const before = await total()
  await onPhone(async (page) => {
    await page.goto(petition('en'))
    await fill(page, { given_name: 'Sam', family_name: 'Reyes', contact: 'rosa@example.org', postal_code: '85001' })
    await page.click('form#sign button.button')
    expect(await page.textContent('main')).not.toMatch(/Rosa|already/)
    let link = ''
    await until(async () => {
      const mail = (await site.mails()).map((one) => one.replace(/=\r\n/g, '')).find((one) => one.includes('Hello Sam'))
      link = /http:\S+\/confirm\/[\w-]{22}/.exec(mail ?? '')?.[0] ?? ''
      return link !== ''
    })
    await page.goto(link)
    await page.click('main button')
    expect(await page.textContent('h1')).toContain('Thank you')
    await until(async () => (await total()) === before + 1)
  })
})

test('somebody who changes their mind takes back one signature, and the total falls by one', async () => {
  const sign = { given_name: 'Lucía', contact: 'lucia@example.org', postal_code: '85001' }
  await onPhone(async (page) => {
    await page.goto(petition('es'))
    await fill(page, sign)
    await page.click('form#sign button.button')
    await page.goto(await linkIn('confirm', 'lucia@example.org'))
    const before = await total()
    await page.click('main button')
    await until(async () => (await total()) === before + 1)
    await opensOwnPage(page, 'lucia@example.org')
    await page.click('text=Borrar esta firma')
    expect(await page.textContent('h1')).toBe('¿Borrar esta firma?')
    await page.click('text=Sí, borrar esta firma')
    await until(async () => (await total()) === before)
  })
})

test('somebody outside the US signs without a ZIP', async () => {
  await onPhone(async (page) => {
    await page.goto(petition('es'))
    await fill(page, { given_name: 'Inés', contact: 'ines@example.org' })
    await page.click('.more summary')
    await page.check('[name=country]')
    await page.click('form#sign button.button')
    expect(await page.textContent('h1')).toBe('Falta un paso')
  })
})

test('somebody deletes everything from their own page, and the total falls', async () => {
  const before = await total()
  await onPhone(async (page) => {
    await opensOwnPage(page, 'rosa@example.org')
    expect(await page.textContent('main')).toContain('Firmada el')
    await page.click('main a:has-text("Borrar todo")')
    await page.click('text=Sí, borrar todo')
    // Sam's, on the same address, goes with it: whoever reads the mailbox decides.
    await until(async () => (await total()) === before - 2)
  })
})

test('a link scanner that opens every link of a page changes nothing', async () => {
  const before = await total()
  for (const mail of await site.mails())
    for (const [link] of mail.replace(/=\r\n/g, '').matchAll(/http:\/\/localhost[^\s"<>]+/g)) await fetch(link)
  expect(await total()).toBe(before)
})

test('at a rally table the tablet keeps signatures through a lost network, sealed, clears between people, and sends each once', async () => {
  const context = await browser.newContext({ viewport: { width: 800, height: 1100 } })
  const page = await context.newPage()
  await page.goto(`${petition('es')}/kiosk`)
  const before = (await site.mails()).length
  await context.setOffline(true)
  for (const name of ['Kioskuno', 'Kioskdos']) {
    await fill(page, { given_name: name, email: `${name}@example.org`, postal_code: '850' })
    await page.click('form.sign button')
    expect(await page.textContent('[data-kiosk-errors]')).toContain('cinco')
    expect(await page.inputValue('[name=given_name]')).toBe(name)
    await page.fill('[name=postal_code]', '85001')
    await page.click('form.sign button')
    await until(async () => (await page.inputValue('[name=given_name]')) === '')
    // A second Enter says nothing new: the thanks stay until the next person types.
    await page.press('[name=given_name]', 'Enter')
    await page.waitForTimeout(300)
    expect(await page.textContent('[data-kiosk-status]')).toContain('¡Gracias!')
    expect(await page.isHidden('[data-kiosk-errors]')).toBe(true)
  }
  const kept = await page.evaluate(() => JSON.stringify(localStorage))
  expect(Object.keys(JSON.parse(kept) as object)).toHaveLength(2)
  expect(kept).not.toMatch(/kiosk(uno|dos)|85001/)
  await context.setOffline(false)
  await until(async () => (await page.evaluate(() => localStorage.length)) === 0)
  for (const name of ['Kioskuno', 'Kioskdos']) await linkIn('confirm', `${name.toLowerCase()}@example.org`)
  expect((await site.mails()).length).toBe(before + 2)
  const rubbish = new URLSearchParams({ id: '00000000-0000-4000-8000-000000000000', sealed: 'AQID' })
  expect((await fetch(`${petition('es')}/kiosk`, { method: 'POST', body: rubbish })).status).toBe(200)
  await until(async () =>
    (await (await fetch(`${site.url}/readyz`)).text()).includes('"stuck submissions","state":"ok"'),
  )
  await context.close()
})

test.for([
  ['en', 1280],
  ['es', 360],
] as const)(
  'public pages in %s have no accessibility violation at %i px, and ask nobody else for anything',
  async ([lang, width]) => {
    const context = await browser.newContext({ viewport: { width, height: 800 } })
    const page = await context.newPage()
    const elsewhere: string[] = []
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== site.url) elsewhere.push(request.url())
    })
    for (const path of [
      '',
      '/petitions/alto-polimigra',
      '/petitions/alto-polimigra/check',
      '/petitions/alto-polimigra/thanks',
      '/petitions/alto-polimigra/kiosk',
      '/campaigns/end-s-comm',
      '/me',
      '/privacy',
    ]) {
      await page.goto(`${site.url}/${lang}${path}`)
      await expectAccessible(page)
    }
    expect(elsewhere).toEqual([])
    await context.close()
  },
)
