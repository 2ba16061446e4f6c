import type { Page } from 'playwright'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { pageKinds, publicPage } from '../support/public-pages'
import { until } from '../support/running-site'
import { expectAccessible, expectReadableColors, openStory } from '../support/story'

const { site, db, browser, onPhone } = await openStory({ LOG_LEVEL: 'silent' })

// First, before a page with no signature is kept in memory.
test('in a high-contrast theme the demand and the ways to act keep an edge, and the progress can be read', async () => {
  await db.updateTable('petition_total').set({ confirmed: 60, received: 60 }).execute()
  await until(async () => (await (await fetch(`${site.url}/es/petitions/alto-polimigra`)).text()).includes('<progress'))
  for (const colorScheme of ['light', 'dark'] as const)
    await onPhone(
      async (page) => {
        await page.goto(`${site.url}/es/petitions/alto-polimigra`)
        for (const part of ['.ask', '.sign-bar a', '#sign button.wide'])
          expect(await borderOf(page, part), part).toBeGreaterThan(1)
        const { data, info } = await sharp(await page.locator('progress').screenshot())
          .greyscale()
          .raw()
          .toBuffer({ resolveWithObject: true })
        const middle = Math.floor(info.height / 2) * info.width
        expect(Math.abs(data[middle + 8]! - data[middle + info.width - 8]!)).toBeGreaterThan(60)
        await page.goto(`${site.url}/es`)
        expect(await borderOf(page, '.poster-go')).toBeGreaterThan(1)
      },
      { forcedColors: 'active', colorScheme },
    )
})

test.for([360, 1280])(
  'every public page passes axe-core by day, and on a phone by night, %i pixels wide',
  async (width) => {
    const context = await browser.newContext({ colorScheme: 'light', viewport: { width, height: 800 } })
    const page = await context.newPage()
    for (const lang of languages)
      for (const kind of pageKinds) {
        await page.goto(site.url + publicPage(lang, kind))
        await expectAccessible(page, `light ${publicPage(lang, kind)}`)
        // By night the same page has other colors, and nothing else; they are the same on every screen.
        if (width > 360) continue
        await page.emulateMedia({ colorScheme: 'dark' })
        await expectReadableColors(page, `dark ${publicPage(lang, kind)}`)
        await page.emulateMedia({ colorScheme: 'light' })
      }
    await context.close()
  },
)

test.for(languages)('what a thumb has to hit is at least 44 pixels high, in %s', async (lang) => {
  await onPhone(async (page) => {
    for (const kind of pageKinds) {
      await page.goto(site.url + publicPage(lang, kind))
      const low = await page
        .locator(
          '.button:visible, summary:visible, select:visible, .switch:visible, input[type=text]:visible, .tick:visible',
        )
        .evaluateAll((targets) =>
          targets
            .filter((target) => target.getBoundingClientRect().height < 44)
            .map((target) => target.outerHTML.slice(0, 90)),
        )
      expect(low, kind).toEqual([])
    }
  })
})

test('on paper there is nothing to press, and a letter is there to its last line', async () => {
  await onPhone(async (page) => {
    await page.emulateMedia({ media: 'print' })
    for (const lang of languages)
      for (const kind of ['thanks', 'letter', 'sheriffs'] as const) {
        await page.goto(site.url + publicPage(lang, kind))
        expect(await page.locator('.button:visible, summary:visible, nav:visible, .switch:visible').count(), kind).toBe(
          0,
        )
      }
    await page.goto(site.url + publicPage('es', 'letter'))
    const body = page.locator('[name=body]')
    expect(await body.evaluate((area) => area.scrollHeight - area.clientHeight)).toBeLessThanOrEqual(0)
  })
})

test('a letter prints as a sheet without the form around it, and so does an official and a place, on one side', async () => {
  await onPhone(async (page) => {
    for (const path of ['letters/write-sheriff-vance', 'officials/ida-vance-saguaro', 'places/az-saguaro-county']) {
      await page.goto(`${site.url}/es/${path}`)
      const pdf = await page.pdf({ format: 'Letter' })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), path).toHaveLength(1)
    }
    await page.goto(`${site.url}/es/letters/write-sheriff-vance`)
    await page.emulateMedia({ media: 'print' })
    for (const form of ['.points', '#sign-and-send', '.hint', '.hero', '.foot'])
      expect(await page.locator(form).filter({ visible: true }).count(), form).toBe(0)
    expect(await page.innerText('main')).toMatch(/^\s*Dear Sheriff Ida Vance,\s*Sincerely,\s*$/)
    expect(await page.isVisible('[name=body]')).toBe(true)
  })
})

test('a field that was refused is marked by its edge, and its sentence has the width of the form', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/petitions/alto-polimigra`)
    await page.press('[name=given_name]', 'Enter')
    await page.waitForSelector('#errors')
    for (const name of ['given_name', 'postal_code', 'contact']) {
      const field = page.locator(`#sign [name=${name}]`)
      expect(
        await field.evaluate((input) => parseFloat(getComputedStyle(input).borderLeftWidth)),
        name,
      ).toBeGreaterThan(8)
      expect((await page.locator(`#${name}-error`).boundingBox())!.width, name).toBeGreaterThan(250)
    }
  })
})

function borderOf(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => parseFloat(getComputedStyle(element).borderTopWidth))
}
