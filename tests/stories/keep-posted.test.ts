import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { until } from '../support/running-site'
import { expectAccessible, openStory } from '../support/story'

const { site, onPhone } = await openStory()

const number = '+16025550142'
const devPhone = `${site.url}/dev/phone?number=${encodeURIComponent(number)}`

/** What the phone got, once it holds these words. */
async function textWith(page: Page, words: RegExp): Promise<string> {
  let found = ''
  await until(
    async () => {
      await page.goto(devPhone)
      found = [...(await page.innerText('main')).matchAll(new RegExp(words, 'g'))].at(-1)?.[1] ?? ''
      return found !== ''
    },
    20_000,
    () => String(words),
  )
  return found
}

/** Nothing on the page needs scrolling sideways. */
async function fits(page: Page, name: string) {
  expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(
    page.viewportSize()!.width,
  )
}

test('Tomás asks on the page of his county to be kept posted by phone, confirms it, sees it on his page and turns it off', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/places/az-saguaro-county`)
    await fits(page, 'place')
    await page.fill('#posted-contact', 'nada')
    await page.click('#keep-posted button')
    // What is wrong is said, and what was typed is kept.
    expect(await page.inputValue('[name=contact]')).toBe('nada')
    await fits(page, 'wrong')
    await page.fill('[name=contact]', '(602) 555-0142')
    await page.click('#keep-posted button')
    expect(await page.textContent('h1')).toBe('Falta un paso')
    expect(page.url()).not.toContain('5550142')
    await fits(page, 'check')
    const check = page.url()
    const code = await textWith(page, /clave (\d{6})/)
    await page.goto(check)
    await page.fill('[name=code]', code)
    await page.click('main form button')
    if ((await page.locator('button[value=look]').count()) > 0) await page.click('button[value=look]')
    expect(await page.textContent('h1')).toBe('Le mantendremos al tanto')
    await fits(page, 'thanks')

    await page.goto(`${site.url}/es/me`)
    await page.fill('[name=contact]', '602 555 0142')
    await page.click('main form button')
    await page.goto(await textWith(page, /(https?:\S+\/me\/\S+)/))
    await page.click('main form button')
    expect(await page.innerText('main')).toContain('Usted aceptó mensajes de texto sobre la campaña.')
    await fits(page, 'me')
    // Going again to an address with a fragment loads nothing.
    const own = page.url().split('#')[0]!
    await page.click('text=Ya no me manden mensajes de texto')
    await page.waitForURL(/done=/)
    await until(async () => {
      await page.goto(own)
      return (await page.innerText('main')).includes('No le enviamos mensajes de texto sobre la campaña.')
    })
  })
})

test('Rosa asks on the campaign’s home by email; the button in her mail program stops it, once and twice, without a cookie', async () => {
  let stop = ''
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/campaigns/end-s-comm`)
    await fits(page, 'home')
    await page.fill('#posted-contact', 'rosa.noticias@example.org')
    await page.fill('#posted-zip', '85001')
    await page.press('#posted-zip', 'Enter')
    expect(await page.textContent('h1')).toBe('Falta un paso')
    let link = ''
    await until(async () => {
      const mail = (await site.mails())
        .map((one) => one.replace(/=\r\n/g, '').replace(/=3D/g, '='))
        .find((one) => one.includes('To: rosa.noticias@example.org') && one.includes('/posted/'))
      link = /https?:\S+\/posted\/[\w-]{22}/.exec(mail ?? '')?.[0] ?? ''
      stop = /List-Unsubscribe:\s+<(\S+?)>/.exec(mail ?? '')?.[1] ?? ''
      return link !== ''
    })
    await page.goto(link)
    await fits(page, 'confirm')
    await page.click('main form button')
    expect(await page.textContent('h1')).toBe('Le mantendremos al tanto')
  })
  for (let times = 0; times < 2; times += 1) {
    const answer = await fetch(stop, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      redirect: 'manual',
    })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
  }
  await onPhone(async (page) => {
    await page.goto(stop)
    await fits(page, 'stop')
    expect(await page.locator('main form button').allInnerTexts()).toEqual([
      'Ya no quiero noticias de esta campaña',
      'Parar todos los mensajes',
    ])
    await page.click('text=Ya no quiero noticias de esta campaña')
    await fits(page, 'stopped')
  })
})

test('by keyboard and with scripts, in both languages and on a wide screen, the form and the thanks have no barrier', async () => {
  await onPhone(
    async (page) => {
      for (const lang of ['en', 'es']) {
        await page.goto(`${site.url}/${lang}/campaigns/end-s-comm/posted`)
        await expectAccessible(page)
        await fits(page, `form-${lang}`)
        await page.focus('#posted-contact')
        await page.keyboard.type(`ana.${lang}@example.org`)
        await page.keyboard.press('Tab')
        await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        await page.waitForURL(/check/)
        await page.goto(`${site.url}/${lang}/campaigns/end-s-comm/posted/thanks`)
        await expectAccessible(page)
        await fits(page, `thanks-${lang}`)
      }
    },
    { javaScriptEnabled: true, viewport: { width: 1280, height: 800 } },
  )
})
