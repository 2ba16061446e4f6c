import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, linkTo, withPasskeys } = await openStory({ LOG_LEVEL: 'silent' })
const owner = await withPasskeys('en-US')
await joins(owner, site.ownerLink(), 'Omar Reyes', 'omar@example.org')

const onPhone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const spanish = {
  target_es: 'La junta del condado de Saguaro',
  ask_es: 'No firme ningún contrato con ICE.',
  story_es: 'Una cama en la cárcel es dinero para ellos.',
}
const english = {
  title_en: 'Saguaro: no jail for sale',
  target_en: 'The Saguaro County Board',
  ask_en: 'Sign no contract with ICE.',
  story_en: 'A bed in jail is money to them.',
}

/** Omar invites somebody in Spanish. @returns the link in their mail */
async function invited(email: string): Promise<string> {
  await owner.goto(`${site.officeUrl}/office/team`)
  await owner.click('a[data-makes]')
  await owner.keyboard.type(email)
  const form = owner.locator('form', { has: owner.locator('[name=email]') })
  await form.locator('[name=role]').selectOption('organizer')
  await form.locator('[name=language]').selectOption('es')
  await form.locator('button').click()
  await owner.waitForSelector(`text=${email}`)
  return linkTo(email, 'join')
}

/** The petition is public in both languages, and its sheet is a PDF whose code is counted. */
async function expectPublished(page: Page, title: { en: string; es: string }): Promise<void> {
  expect(await page.textContent('p.done')).toContain('Publicada.')
  const links = {
    en: await page.inputValue('#link-en'),
    es: await page.inputValue('#link-es'),
  }
  for (const lang of ['en', 'es'] as const) {
    const shown = await fetch(links[lang])
    expect(shown.status).toBe(200)
    expect(await shown.text()).toContain(title[lang])
  }
}

test('a new organizer comes from the mailed invitation to a bilingual petition and its QR sheet, in Spanish, on a phone, within 25 presses', async () => {
  const link = await invited('lucia@example.org')
  const page = await withPasskeys('es-US', onPhone)
  const from = performance.now()
  // Every tap counts: on links, buttons and fields.
  let taps = 1
  const tap = async (selector: string) => {
    taps += 1
    await page.tap(selector)
  }
  const writes = async (fields: Record<string, string>) => {
    for (const [name, text] of Object.entries(fields)) {
      await tap(`[name=${name}]`)
      await page.keyboard.insertText(text)
    }
  }
  await page.goto(link)
  await writes({ name: 'Lucía Paz' })
  await tap('form[data-passkey=make] button:not(.enter)')
  await page.waitForSelector('.codes')
  await tap('main a[href="/office"]')
  await tap('.heading a.main')
  await writes({ title: 'Saguaro: la cárcel no se vende' })
  await tap('main button.main')
  await page.waitForURL(/\/edit/)
  await writes(spanish)
  await page.waitForSelector('.missing summary:text-is("Faltan 4")')
  await tap('.language-tabs [value=en]')
  expect(await page.locator('[data-lacks]:visible').count()).toBe(4)
  await expectAccessible(page)
  await writes(english)
  await page.waitForSelector('.missing', { state: 'hidden' })
  expect(await page.locator('[data-lacks]:visible').count()).toBe(0)
  await tap('.editor-bar [value=publish]')
  await page.waitForURL(/\/share\?published/)
  await expectPublished(page, { en: english.title_en, es: 'Saguaro: la cárcel no se vende' })
  await expectAccessible(page)
  const sheet = await page.locator('#paper ~ * a.main').getAttribute('href')
  taps += 1
  const printed = await page.request.get(site.officeUrl + sheet)
  expect(printed.headers()['content-type']).toBe('application/pdf')
  console.log(
    `on a phone: ${taps} taps, ${((performance.now() - from) / 1000).toFixed(1)} s without thinking or typing`,
  )
  expect(taps).toBeLessThanOrEqual(25)
})

test('the same by keyboard alone, and what has the focus is never below the bars', async () => {
  const link = await invited('marta@example.org')
  const page = await withPasskeys('es-US', { viewport: { width: 1280, height: 720 } })
  const from = performance.now()
  let keys = 0
  const press = async (key: string) => {
    keys += 1
    await page.keyboard.press(key)
  }
  const tabTo = async (selector: string) => {
    for (let turn = 0; turn < 120; turn += 1) {
      await press('Tab')
      expect(await page.evaluate(coveredFocus), `on the way to ${selector}`).toBe(null)
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    }
    throw new Error(`the keyboard does not reach ${selector}`)
  }
  const writes = async (fields: Record<string, string>) => {
    for (const [name, text] of Object.entries(fields)) {
      await tabTo(`[name=${name}]`)
      await page.keyboard.insertText(text)
    }
  }
  const skipMenu = async () => {
    await tabTo('.skip')
    await press('Enter')
  }
  await page.goto(link)
  await skipMenu()
  await tabTo('[name=name]')
  await page.keyboard.insertText('Marta Ruiz')
  await press('Enter')
  await page.waitForSelector('.codes')
  await skipMenu()
  await tabTo('main a[href="/office"]')
  await press('Enter')
  await page.waitForSelector('.heading a.main')
  await skipMenu()
  await tabTo('.heading a.main')
  await press('Enter')
  await page.waitForSelector('[name=title]')
  await skipMenu()
  await tabTo('[name=title]')
  await page.keyboard.insertText('Saguaro: la cárcel no se vende')
  await press('Enter')
  await page.waitForURL(/\/edit/)
  await skipMenu()
  await writes({
    title_en: english.title_en,
    target_en: english.target_en,
    target_es: spanish.target_es,
    ask_en: english.ask_en,
    ask_es: spanish.ask_es,
    story_es: spanish.story_es,
  })
  await page.waitForSelector('.missing summary:text-is("Falta 1")')
  await tabTo('.missing summary')
  await press('Enter')
  await tabTo('.missing a')
  await press('Enter')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('story_en')
  await page.keyboard.insertText(english.story_en)
  await page.waitForSelector('.missing', { state: 'hidden' })
  await tabTo('.editor-bar [value=publish]')
  await press('Enter')
  await page.waitForURL(/\/share\?published/)
  await expectPublished(page, { en: english.title_en, es: 'Saguaro: la cárcel no se vende' })
  await skipMenu()
  await tabTo('[aria-labelledby=paper] a.main')
  console.log(
    `by keyboard: ${keys} keys, ${((performance.now() - from) / 1000).toFixed(1)} s without thinking or typing`,
  )
  expect(keys).toBeLessThanOrEqual(100)
})

test('the button at the top of every list leads to a field that can be written at once', async () => {
  for (const [list, field] of [
    ['pages', 'title'],
    ['pages?kind=call', 'title'],
    ['campaigns/end-s-comm/news', 'title'],
    ['campaigns/end-s-comm/cases', 'title'],
    ['officials', 'place'],
    ['texts', 'word'],
    ['campaigns', 'name_en'],
    ['team', 'email'],
  ] as const) {
    await owner.goto(`${site.officeUrl}/office/${list}`)
    const button = owner.locator('.heading a.main')
    expect((await button.boundingBox())!.y, list).toBeLessThan(250)
    await button.click()
    await owner.waitForSelector(`[name=${field}]:visible`)
    if (!list.startsWith('pages'))
      expect(await owner.evaluate(() => document.activeElement?.getAttribute('name')), list).toBe(field)
  }
})

test('without script, what is missing leads to its field and the preview is a button away', async () => {
  const cookies = await owner.context().cookies()
  const context = await owner
    .context()
    .browser()!
    .newContext({ ...onPhone, javaScriptEnabled: false })
  await context.addCookies(cookies)
  const page = await context.newPage()
  await page.goto(`${site.officeUrl}/office/pages/new?kind=call`)
  await page.fill('[name=title]', 'Call the board')
  await page.click('main button.main')
  await page.waitForURL(/\/edit/)
  const bar = (await page.locator('.editor-bar').boundingBox())!
  expect(bar.y + bar.height, 'at the foot of the window').toBeLessThanOrEqual(844)
  for (const button of await page.locator('.editor-bar button, .editor-bar summary').all())
    expect(Math.round((await button.boundingBox())!.height)).toBeGreaterThanOrEqual(44)
  expect(await page.isVisible('[name=title_en]')).toBe(true)
  expect(await page.isVisible('[name=title_es]')).toBe(true)
  expect(await page.isVisible('[data-beside]')).toBe(false)
  await page.click('.missing summary')
  await page.click('.missing a[href="#ask_es"]')
  expect((await page.locator('#ask_es').boundingBox())!.y).toBeLessThan(700)
  await page.click('.missing summary')
  await page.click('.editor-bar [value=preview]')
  await page.waitForURL(/\/preview/)
  await context.close()
})

test('beside the form stands the page as it is saved, in the language that is written', async () => {
  await owner.evaluate(() => sessionStorage.clear())
  await owner.goto(`${site.officeUrl}/office/petitions/alto-polimigra/edit`)
  const shown = owner.frameLocator('.beside iframe')
  await shown.locator('html[lang=en]').waitFor({ state: 'attached' })
  await owner.fill('[name=title_es]', 'Que salgan cuando lo ordena un juez')
  await shown.locator('h1:has-text("Que salgan cuando lo ordena un juez")').waitFor()
  expect(await owner.textContent('.editor-bar .state')).toBe('Open · changes not published')
  const loaded: string[] = []
  owner.on('request', (request) => {
    if (request.frame() !== owner.mainFrame() && request.isNavigationRequest()) loaded.push(request.url())
  })
  // From field to field it stays; another language is loaded once.
  for (const field of ['ask_es', 'title_es', 'title_en', 'ask_en']) await owner.focus(`[name=${field}]`)
  await shown.locator('html[lang=en]').waitFor({ state: 'attached' })
  expect(loaded.map((url) => new URL(url).pathname)).toEqual(['/office/petitions/alto-polimigra/preview/en'])
  await owner.focus('[name=title_es]')
  await Promise.all([owner.waitForEvent('load'), owner.click('.editor-bar [value=save]:not(.enter)')])
  await shown.locator('html[lang=es]').waitFor({ state: 'attached' })
  expect(loaded.at(-1)).toMatch(/\/preview\/es$/)
  await owner.setViewportSize({ width: 1000, height: 800 })
  await owner.waitForSelector('.beside', { state: 'hidden' })
  await owner.setViewportSize({ width: 1280, height: 900 })
  await expectAccessible(owner)
})

test('what is added to a list opens, with the cursor in its first field', async () => {
  await owner.goto(`${site.officeUrl}/office/campaigns/end-s-comm/home/page/edit`)
  await owner.click('#sections-end summary')
  await Promise.all([
    owner.waitForURL(/#sections\.s\d+$/),
    owner.click('#sections-end button[value="add:sections:text"]'),
  ])
  await owner.waitForFunction(() => document.activeElement?.matches('input, textarea'))
  const added = new URL(owner.url()).hash.slice(1)
  expect(await owner.evaluate(() => document.activeElement?.closest('li')?.id)).toBe(added)
  const { y } = (await owner.locator(':focus').boundingBox())!
  expect(y).toBeGreaterThan(0)
  expect(y).toBeLessThan(800)
})

/** Whether the bar at the foot or the tabs at the top hide what has the focus; runs in the page. */
function coveredFocus(): string | null {
  const focused = document.activeElement as HTMLElement | null
  if (!focused || focused === document.body) return null
  const bar = document.querySelector('.editor-bar')
  if (!bar || bar.contains(focused) || !focused.closest('form')?.contains(bar)) return null
  const { top, bottom } = focused.getBoundingClientRect()
  const foot = bar.getBoundingClientRect().top
  // What is higher than the window shows its first lines.
  return bottom > foot + 1 && top > foot - 44
    ? `${focused.outerHTML.slice(0, 80)} ${top}–${bottom} below ${foot}`
    : null
}
