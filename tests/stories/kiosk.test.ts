import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { openStory } from '../support/story'

const { site, browser } = await openStory()

const kiosk = (lang: string) => `${site.url}/${lang}/petitions/alto-polimigra/kiosk`
const waiting = (page: Page) => page.evaluate(() => Object.keys(localStorage).length)
const mailsTo = async (address: string) => (await site.mails()).filter((mail) => mail.includes(address)).length

async function signs(page: Page, name: string) {
  for (const [field, value] of Object.entries({
    given_name: name,
    email: `${name.toLowerCase()}@example.org`,
    postal_code: '85001',
  }))
    await page.fill(`[name=${field}]`, value)
  await page.click('form.sign button')
  await until(async () => (await page.inputValue('[name=given_name]')) === '')
}

test('a tablet loads its page again without network, keeps who signs meanwhile sealed, and sends each once', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(kiosk('es'))
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await until(() => page.evaluate(async () => (await caches.keys()).length === 1))
  const kept = await page.evaluate(async () => {
    const [name] = await caches.keys()
    return (await (await caches.open(name!)).keys()).map(({ url }) => new URL(url).pathname)
  })
  expect(kept).toContain('/es/petitions/alto-polimigra/kiosk')
  expect(kept.filter((path) => path !== '/es/petitions/alto-polimigra/kiosk').length).toBeGreaterThan(0)
  for (const path of kept) expect(path).toMatch(/kiosk(?:-[0-9a-f]{8}\.js)?$|^\/fonts\//)
  const title = await page.textContent('h1')
  await context.setOffline(true)
  await page.reload()
  expect(await page.textContent('h1')).toBe(title)
  await signs(page, 'Reloaduno')
  await until(async () =>
    (await page.textContent('[data-kiosk-status]'))!.includes('Cuando esta tableta vuelva a tener internet'),
  )
  await page.reload()
  await signs(page, 'Reloaddos')
  expect(await waiting(page)).toBe(2)
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toMatch(/reload(uno|dos)|85001/i)
  // Other pages of the site are not kept.
  const other = await context.newPage()
  await expect(other.goto(`${site.url}/es/petitions/alto-polimigra`)).rejects.toThrow(/ERR_/)
  await context.setOffline(false)
  await page.reload()
  await until(async () => (await waiting(page)) === 0)
  for (const name of ['reloaduno', 'reloaddos']) await until(async () => (await mailsTo(`${name}@example.org`)) === 1)
  await context.close()
})

test('when the network goes after the site took an entry, the tablet sends it again, and nobody is mailed twice', async () => {
  // The cut is made between the page and the network, which a service worker would stand in.
  const context = await browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.goto(kiosk('es'))
  let taken = 0
  await page.route('**/kiosk', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    const answer = await route.fetch()
    expect(answer.status()).toBe(200)
    taken += 1
    return taken < 3 ? route.abort('connectionreset') : route.fulfill({ response: answer })
  })
  await signs(page, 'Cutuno')
  await until(async () => taken === 1)
  expect(await waiting(page)).toBe(1)
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  await until(async () => taken === 2)
  await page.reload()
  await until(async () => (await waiting(page)) === 0)
  expect(taken).toBe(3)
  await signs(page, 'Cutdos')
  await until(async () => (await mailsTo('cutdos@example.org')) === 1)
  expect(await mailsTo('cutuno@example.org')).toBe(1)
  await context.close()
})
