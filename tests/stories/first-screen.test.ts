import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible, openAroundTheClock, openStory } from '../support/story'

const { site, db, onPhone } = await openStory({ LOG_LEVEL: 'silent' })

/** The height of the screen of an old phone. */
const screen = 740

/** Where something is on the screen, from its top. */
async function top(page: Page, selector: string): Promise<number> {
  return (await page.locator(selector).first().boundingBox())!.y
}

const languages = ['es', 'en'] as const

test.for(languages)(
  'who opens a call in %s sees the number and how it went without scrolling, even at night',
  async (lang) => {
    await onPhone(async (page) => {
      for (const slug of ['call-sheriff-vance', 'call-ocotillo-council']) {
        await page.goto(`${site.url}/${lang}/calls/${slug}`)
        expect(await top(page, 'a.dial')).toBeLessThanOrEqual(560)
        for (const outcome of ['spoke', 'voicemail', 'no-answer', 'wrong-number']) {
          const { y, height } = (await page.locator(`[name=outcome][value=${outcome}]`).boundingBox())!
          expect(y + height, `${slug} ${outcome}`).toBeLessThanOrEqual(700)
        }
      }
    })
  },
)

test('while somebody reads what to say, the number and the way back stay at hand, and go when the script is over', async () => {
  await openAroundTheClock(db)
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/calls/call-sheriff-vance`)
    const bar = page.locator('.at-hand')
    expect(await bar.isVisible(), 'below the same button').toBe(false)
    await page.locator('.script li').nth(2).scrollIntoViewIfNeeded()
    const { y, height } = (await bar.boundingBox())!
    expect(y + height).toBe(screen)
    expect(await bar.locator('a').first().getAttribute('href')).toMatch(/^tel:/)
    await bar.locator('a[href="#how"]').click()
    expect(await top(page, '#how')).toBeLessThan(100)
    expect(await page.locator('.skip-on').count()).toBe(0)
    await page.locator('.why').scrollIntoViewIfNeeded()
    expect((await bar.boundingBox())!.y).toBeLessThan(screen - 100)
  })
})

test.for(languages)('who opens a text or an official in %s reaches the office from the first screen', async (lang) => {
  await onPhone(async (page) => {
    for (const [path, link] of [
      ['texts/text-the-council', 'a[href^="sms:"]'],
      // To the action, with what to say; where there is none, to the number.
      ['officials/ida-vance-saguaro', '.first-ways a[href*="/calls/"]'],
      ['officials/pat-lindgren-mesquite', '.first-ways a[href^="tel:"]'],
    ] as const) {
      await page.goto(`${site.url}/${lang}/${path}`)
      const { y, height } = (await page.locator(link).first().boundingBox())!
      expect(y + height, path).toBeLessThan(screen)
      expect(height, path).toBeGreaterThanOrEqual(44)
    }
  })
})

test('what leads to an office or out of a wrong place is as high as a thumb', async () => {
  await onPhone(async (page) => {
    for (const [path, links] of [
      ['texts/text-the-council', '.desk-of a'],
      ['calls/call-sheriff-vance', '.desk a'],
      ['officials/ida-vance-saguaro', '.first-ways a, .way > a'],
      ['officials/pat-lindgren-mesquite', '.first-ways a, .way > a'],
      ['places/az-pima-county', 'p.block > a'],
    ] as const) {
      await page.goto(`${site.url}/es/${path}`)
      const boxes = await Promise.all((await page.locator(links).all()).map((link) => link.boundingBox()))
      expect(boxes.length, path).toBeGreaterThan(0)
      for (const box of boxes) expect(Math.round(box!.height), path).toBeGreaterThanOrEqual(44)
    }
  })
})

test('the first buttons of every official name the number and the address', async () => {
  await onPhone(async (page) => {
    for (const slug of ['ida-vance-saguaro', 'pat-lindgren-mesquite']) {
      await page.goto(`${site.url}/es/officials/${slug}`)
      for (const words of await page.locator('.first-ways a').allTextContents()) expect(words).toMatch(/\d{4}|@/)
    }
  })
})

test('what is said names where the caller lives, once it is known', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/calls/call-sheriff-vance?in=az-saguaro-county,az-ocotillo`)
    expect(await page.textContent('.script')).toContain('I live in Ocotillo')
    await page.goto(`${site.url}/es/calls/call-sheriff-vance`)
    expect(await page.textContent('.script')).toContain('vivo en el condado de Saguaro')
  })
})

test('who texts a council is led from one member to the next, and then to what else they can do', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/texts/text-the-council?r=wa`)
    const names: (string | null)[] = []
    while ((await page.locator('button:text-is("Ya lo mandé")').count()) > 0) {
      expect(await top(page, 'a[href^="sms:"]')).toBeLessThanOrEqual(560)
      names.push(await page.locator('.desk-of h2').first().textContent())
      await page.locator('button:text-is("Ya lo mandé")').first().click()
      await expectAccessible(page)
    }
    expect(names.length).toBeGreaterThan(0)
    expect(new Set(names).size).toBe(names.length)
    expect(new URL(page.url()).searchParams.get('r')).toBe('wa')
    expect(await page.textContent('h1')).toBe('¡Gracias por su mensaje!')
    expect(await page.locator('.next-acts a').first().getAttribute('href')).toMatch(/^\/es\/(calls|letters)\//)
    expect(await page.locator('.share a[href^="https://wa.me"]').count()).toBe(1)
  })
})

test.for(languages)('who writes in %s begins on the first screen, and the way to sign stays at hand', async (lang) => {
  await onPhone(async (page) => {
    for (const slug of ['write-sheriff-vance', 'write-ocotillo-council']) {
      await page.goto(`${site.url}/${lang}/letters/${slug}`)
      expect(await top(page, '.tick input')).toBeLessThan(screen - 150)
      const { y, height } = (await page.locator('.at-hand').boundingBox())!
      expect(y + height).toBe(screen)
      await page.focus('[name=subject]')
      const field = (await page.locator('[name=subject]').boundingBox())!
      expect(field.y + field.height).toBeLessThan((await page.locator('.at-hand').boundingBox())!.y)
      await page.click('.at-hand a')
      expect(await top(page, '[name=given_name]')).toBeLessThan(screen / 2)
      expect(await page.locator('[name=subject]').getAttribute('lang')).toBe('en')
    }
  })
})

test('on a wide screen the letter is a sheet beside its points', async () => {
  await onPhone(
    async (page) => {
      await page.goto(`${site.url}/es/letters/write-sheriff-vance`)
      const sheet = (await page.locator('.paper').boundingBox())!
      const points = (await page.locator('.points').boundingBox())!
      expect(sheet.x).toBeGreaterThan(points.x + points.width)
      expect(sheet.y).toBeLessThan(400)
      await page.uncheck('[name=point_p1]')
      await page.uncheck('[name=point_p2]')
      await page.uncheck('[name=point_p3]')
      await page.check('[name=point_p2]')
      await page.click('button[value=points]')
      expect(await page.inputValue('.paper [name=body]')).toContain('That makes everyone less safe')
      await expectAccessible(page)
    },
    { viewport: { width: 1280, height: 900 } },
  )
})

test('where nobody is known, a petition, what goes everywhere and a word to us are left', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/calls/call-your-sheriff?in=az-pima-county`)
    expect(await page.textContent('main')).toContain('condado de Pima')
    expect(await page.locator('.next-acts a').first().getAttribute('href')).toMatch(/^\/es\/petitions\//)
    await page.click('text=Díganos')
    expect(new URL(page.url()).pathname).toBe('/es/places/az-pima-county')
    await page.click('main details:has([name=note]) summary')
    expect(await page.locator('[name=note]').isVisible()).toBe(true)
  })
})

test('wherever nobody is known, the same is left in the same order, and who asks to be told keeps what they typed', async () => {
  await onPhone(async (page) => {
    const order = () =>
      page
        .locator('.next-acts')
        .first()
        .evaluate((block) =>
          [...block.querySelectorAll('.who a, [name=contact], [name=note], p > a[href*="/places/"]')].map(
            (one) => one.getAttribute('name') ?? one.getAttribute('href')!.split('/')[2],
          ),
        )
        .then((all) => [
          ...new Set(all.map((one) => (one === 'calls' || one === 'letters' || one === 'texts' ? 'acts' : one))),
        ])
    await page.goto(`${site.url}/es/calls/call-your-sheriff?in=az-pima-county`)
    expect(await order()).toEqual(['petitions', 'acts', 'contact', 'places'])
    await page.goto(`${site.url}/es/letters/write-your-council?in=az-pima-county`)
    expect(await order()).toEqual(['petitions', 'acts', 'contact', 'places'])
    await page.goto(`${site.url}/es/officials`)
    await page.fill('[name=zip]', '85701')
    await page.click('#find button')
    expect(await order()).toEqual(['petitions', 'acts', 'contact', 'places'])
    await page.goto(`${site.url}/es/places/az-pima-county`)
    expect(await order()).toEqual(['petitions', 'acts', 'contact', 'note'])
    await page.goto(`${site.url}/es/calls/call-your-sheriff?in=az-pima-county`)
    await page.click('text=Avísenme cuando haya con quién comunicarme')
    await page.fill('[name=contact]', 'rosa at example')
    await page.click('button[value=tell-me]')
    expect(await page.locator('#errors').isVisible()).toBe(true)
    expect(await page.inputValue('[name=contact]')).toBe('rosa at example')
    await expectAccessible(page)
    await page.fill('[name=contact]', 'rosa@example.org')
    await page.click('button[value=tell-me]')
    expect(await page.textContent('[role=status]')).toContain('Le mandaremos un mensaje')
  })
})

test('the titles of acts are as wide in the font that a computer has as in the one that is on its way', async () => {
  await onPhone(async (page) => {
    const ratios: number[] = []
    for (const lang of languages)
      for (const path of ['calls/call-sheriff-vance', 'letters/write-sheriff-vance', 'texts/text-the-council']) {
        await page.goto(`${site.url}/${lang}/${path}`)
        ratios.push(
          await page.locator('h1').evaluate(async (title) => {
            await document.fonts.ready
            const width = (font: string) => {
              const words = title.cloneNode(true) as HTMLElement
              words.style.cssText = `position: absolute; white-space: nowrap; font-family: ${font}`
              document.body.append(words)
              const { width: wide } = words.getBoundingClientRect()
              words.remove()
              return wide
            }
            return width('"Gothic Fallback", "Wide Gothic Fallback"') / width('"League Gothic"')
          }),
        )
      }
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
    expect(Math.abs(mean - 1), ratios.join(' ')).toBeLessThan(0.015)
  })
})
