import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible, openStory } from '../support/story'

const { site, browser, onPhone } = await openStory()

/** Where something begins, in pixels from the top of the page, and where it ends. */
const spanOf = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      return { top: top + scrollY, bottom: bottom + scrollY }
    })

test.for(['en', 'es'])(
  'on a phone, ask, count and the form’s first field are on the first screen (%s)',
  async (lang) => {
    for (const slug of ['alto-polimigra', 'no-287g'])
      await onPhone(async (page) => {
        await page.goto(`${site.url}/${lang}/petitions/${slug}`)
        for (const part of ['h1', '.ask', '.progress'])
          expect((await spanOf(page, part)).bottom, `${slug} ${part}`).toBeLessThan(740)
        expect((await spanOf(page, '#sign input:not([type=hidden])')).top, slug).toBeLessThan(740)
        const form = await spanOf(page, '#sign')
        expect((await spanOf(page, '#sign button.wide')).bottom - form.top, slug).toBeLessThan(620)
      })
  },
)

test.for(['en', 'es'])('signers and their names push no field off the first screen (%s)', async (lang) => {
  await onPhone(
    async (page) => {
      await page.goto(`${site.url}/${lang}/petitions/alto-polimigra`)
      // As the page shows them once people have signed, with the style that it has then.
      const style = await readFile('app/ui/page/public.css', 'utf8')
      await page.locator('.progress').evaluate((progress, rules) => {
        const whole = document.createElement('style')
        whole.textContent = rules
        document.head.append(whole)
        progress.innerHTML = `<p class="count-line"><strong class="count">1,284</strong> <span class="count-label">personas han firmado</span></p>
        <progress max="2000" value="1284"></progress><p class="small">Próxima meta: 2,000 · al 29 nov, 12:38 p.m. MST</p>
        <p class="recent">Firmaron hace poco: Rosa H., Maximiliano H. y Guadalupe H.</p>`
      }, style)
      expect(
        (await spanOf(page, '.progress .small')).bottom - (await spanOf(page, '.progress .small')).top,
      ).toBeLessThan(24)
      expect((await spanOf(page, '#sign input:not([type=hidden])')).top).toBeLessThan(700)
    },
    { bypassCSP: true },
  )
})

test('whoever signs by text finds the code, the number and the button on one screen', async () => {
  await onPhone(async (page) => {
    for (const lang of ['en', 'es']) {
      await page.goto(`${site.url}/${lang}/petitions/alto-polimigra/check?by=text`)
      expect((await spanOf(page, '[name=code]')).top).toBeLessThan(400)
      expect((await spanOf(page, '[name=phone]')).top).toBeGreaterThan((await spanOf(page, '[name=code]')).bottom)
      expect((await spanOf(page, 'main form button')).bottom).toBeLessThan(740)
    }
  })
})

test('the thanks open with the picture, the petition, where to sign for who has not, and WhatsApp', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/petitions/alto-polimigra/thanks`)
    expect((await spanOf(page, '.thanks .picture img')).top).toBeLessThan((await spanOf(page, 'h1')).top)
    expect(await page.locator('h2 a[href="/es/petitions/alto-polimigra"]').count()).toBe(1)
    expect(await page.textContent('.not-yet a')).toBe('Firme aquí')
    const whatsApp = await spanOf(page, '.share a.first')
    expect((await spanOf(page, '.not-yet')).bottom).toBeLessThan(whatsApp.top)
    expect(whatsApp.bottom).toBeLessThan(740)
    expect(await page.locator('.three-steps h2').count()).toBe(3)
    await expectAccessible(page)
  })
})

test.for(['en', 'es'])('on a laptop the whole form to its button is on the first screen (%s)', async (lang) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  for (const slug of ['alto-polimigra', 'no-287g']) {
    await page.goto(`${site.url}/${lang}/petitions/${slug}`)
    expect((await spanOf(page, '#sign button.wide')).bottom, slug).toBeLessThan(900)
  }
  await page.close()
})

test('a long ask pushes the form down, and the form’s title stays at the foot of the screen until it begins', async () => {
  await onPhone(async (page) => {
    await page.setViewportSize({ width: 360, height: 400 })
    await page.goto(`${site.url}/es/petitions/alto-polimigra`)
    const bar = page.locator('.sign-bar')
    const shown = (await bar.boundingBox())!
    expect(Math.round(shown.y + shown.height)).toBe(400)
    await page.click('.sign-bar a')
    const form = (await page.locator('#sign').boundingBox())!
    expect(form.y).toBeGreaterThan(0)
    expect(form.y).toBeLessThan(200)
  })
})

test('a refused form stands before the ask, and “more options” is open where it holds what was typed', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/petitions/alto-polimigra`)
    await page.click('.more summary')
    await page.fill('[name=comments]', 'Por mi familia')
    await page.press('[name=given_name]', 'Enter')
    await page.waitForSelector('#errors')
    expect((await spanOf(page, '#sign')).top).toBeLessThan((await spanOf(page, 'h1')).top)
    expect(await page.isVisible('[name=comments]')).toBe(true)
    expect(await page.inputValue('[name=comments]')).toBe('Por mi familia')
    expect(await page.textContent('#errors h2')).toBe('Revise 3 cosas')
    await expectAccessible(page)
  })
})

test('whoever comes to the thanks by a forwarded link finds the petition and signs', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/petitions/alto-polimigra/thanks`)
    await page.click('text=Firme aquí')
    expect(new URL(page.url()).pathname).toBe('/es/petitions/alto-polimigra')
    await page.fill('[name=given_name]', 'Rosa')
    await page.fill('[name=postal_code]', '85001')
    await page.fill('[name=contact]', '602 555 0101')
    await page.press('[name=contact]', 'Enter')
    await page.waitForURL(/check\?by=text/)
    // Only the way that was given, with the cursor where the code goes.
    expect(await page.locator('main').innerText()).toContain('Le mandamos seis números')
    expect(await page.locator('main').innerText()).not.toContain('Abra el correo')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('code')
    expect(await page.locator('main [name=phone]').count()).toBe(0)
    expect(decodeURIComponent(page.url())).not.toMatch(/5550101/)
  })
})

test('the menu leads from every page to what can be done, the story, who decides, and what one signed', async () => {
  await onPhone(async (page) => {
    const left: number[] = []
    for (const path of ['', '/petitions/alto-polimigra', '/calls/call-sheriff-vance', '/privacy', '/nowhere']) {
      await page.goto(`${site.url}/es${path}`)
      left.push((await page.locator('.menu').boundingBox())!.x)
      await page.click('.menu summary')
      await page.click('.menu >> text=Quién decide')
      expect(new URL(page.url()).pathname).toBe('/es/officials')
    }
    // It stands in one place, whether the page has a form or not.
    expect(new Set(left).size).toBe(1)
  })
})
