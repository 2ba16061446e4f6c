import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { until } from '../support/running-site'
import { joins, openStory } from '../support/story'

const { site, browser, withPasskeys } = await openStory()
const page = await withPasskeys('en-US')
const context = page.context()
/** What the browser asked before it left, and whether it may leave. */
let asked: string[] = []
let mayLeave = false

const petition = () => `${site.officeUrl}/office/petitions/alto-polimigra`
const editors = [
  '/office/petitions/alto-polimigra/edit',
  '/office/actions/call-ocotillo-council/edit',
  '/office/actions/write-sheriff-vance/edit',
  '/office/actions/text-the-council/edit',
]

page.on('dialog', (dialog) => {
  asked.push(dialog.type())
  void (mayLeave ? dialog.accept() : dialog.dismiss())
})
await joins(page, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
beforeEach(() => {
  asked = []
  mayLeave = false
})

/** Types as fast as a machine can: whatever comes next comes within the pause of the autosave. */
async function types(text: string, where = '[name=title_en]') {
  await page.focus(where)
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

const kept = async (path: string, text: string) => {
  await page.goto(`${site.officeUrl}${path}`)
  expect(await page.inputValue('[name=title_en]'), path).toBe(text)
}

test('the editor says that it saves as you write, and without a script it does not say so', async () => {
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    locale: 'en-US',
    storageState: await context.storageState(),
  })
  const other = await plain.newPage()
  for (const one of [page, other]) await one.goto(`${petition()}/edit`)
  expect((await page.textContent('[data-status]'))?.trim()).toBe('No changes. It saves as you write.')
  expect((await other.textContent('[data-status]'))?.trim()).toBe('No changes.')
  await plain.close()
})

test.for(editors)('a link that is followed at once loses nothing of what was typed in %s', async (path) => {
  await page.goto(`${site.officeUrl}${path}`)
  await types(`A link, ${path}`)
  await page.click('.bar .brand')
  await page.waitForURL(/\/office(#.*)?$/)
  expect(asked).toEqual([])
  await kept(path, `A link, ${path}`)
})

test('so does going back, and so does another form of the page', async () => {
  await page.goto(`${site.officeUrl}/office/pages`)
  await page.goto(`${petition()}/edit`)
  await types('Then back')
  await page.goBack()
  await page.waitForURL(/\/office\/pages(#.*)?$/)
  expect(asked).toEqual([])
  await until(async () => (await (await context.request.get(`${petition()}/edit`)).text()).includes('Then back'))
  await page.goto(`${petition()}/edit`)
  await types('Then Spanish')
  await page.click('.own form button[lang=es]')
  await page.waitForSelector('html[lang=es]')
  await page.click('.own form button[lang=en]')
  await page.waitForSelector('html[lang=en]')
  await kept('/office/petitions/alto-polimigra/edit', 'Then Spanish')
})

test('another form of the page asks before it leaves what was typed in a form that saves nothing, and then goes', async () => {
  await page.goto(`${petition()}/news`)
  await types('Not sent yet')
  await page.click('.own form button[lang=es]')
  await until(async () => asked.length > 0)
  expect(await page.inputValue('[name=title_en]')).toBe('Not sent yet')
  mayLeave = true
  await page.click('.own form button[lang=es]')
  await page.waitForSelector('html[lang=es]')
  await page.click('.own form button[lang=en]')
  await page.waitForSelector('html[lang=en]')
})

test('a picture that is sent takes the words along, with script and without', async () => {
  const red = {
    name: 'red.png',
    mimeType: 'image/png',
    buffer: await sharp({ create: { width: 600, height: 400, channels: 3, background: '#c93a1d' } })
      .png()
      .toBuffer(),
  }
  await page.goto(`${petition()}/edit`)
  await page.setInputFiles('#shareImage', red)
  await types('With a picture')
  await page.click('button[name=putPicture][value=shareImage]')
  await page.waitForSelector('button[name=takeOutPicture][value=shareImage]')
  expect(await page.inputValue('[name=title_en]')).toBe('With a picture')
  const plain = await browser.newContext({
    locale: 'en-US',
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  })
  const other = await plain.newPage()
  await other.goto(`${petition()}/edit`)
  await other.fill('[name=title_en]', 'Without script')
  await other.click('button[name=takeOutPicture][value=shareImage]')
  await other.waitForSelector('button[name=takeOutPicture][value=shareImage]', { state: 'detached' })
  expect(await other.inputValue('[name=title_en]')).toBe('Without script')
  await plain.close()
})

test('pressing a button while a save is under way is no conflict with oneself', async () => {
  await page.goto(`${petition()}/edit`)
  for (const text of ['One', 'Two', 'Three']) {
    await types(text)
    await Promise.all([page.waitForEvent('load'), page.click('button[name=intent][value=save]:not(.enter)')])
    expect(await page.locator('del').count()).toBe(0)
    expect(await page.inputValue('[name=title_en]')).toBe(text)
  }
})

test('without a network the browser asks before it leaves; what was typed is still there, and is saved when the network is back', async () => {
  await page.goto(`${petition()}/edit`)
  await context.setOffline(true)
  await types('Typed offline')
  await page.click('.bar .brand')
  await until(async () => asked.length > 0)
  expect(asked).toEqual(['beforeunload'])
  expect(await page.inputValue('[name=title_en]')).toBe('Typed offline')
  expect(await page.textContent('[data-status]')).toContain('Could not save: no connection')
  await context.setOffline(false)
  await until(async () => (await page.textContent('[data-status]'))?.startsWith('Saved ') ?? false)
  await kept('/office/petitions/alto-polimigra/edit', 'Typed offline')
  expect(asked).toEqual(['beforeunload'])
})

test('words that are too many to arrive after leaving are saved before a link is followed', async () => {
  const long = 'ñandú '.repeat(3_000)
  await page.goto(`${petition()}/edit`)
  await types(long, '[name=story_es]')
  await page.click('.bar .brand')
  await page.waitForURL(/\/office(#.*)?$/)
  expect(asked).toEqual([])
  await page.goto(`${petition()}/edit`)
  expect((await page.inputValue('[name=story_es]')).trim()).toBe(long.trim())
})

test('a campaign, which is saved whole, is asked about before it is left', async () => {
  await page.goto(`${site.officeUrl}/office/campaigns`)
  await page.click('main details.panel > summary')
  await types('Half a name', 'details[open] [name=name_en]')
  await page.click('.bar .brand')
  await until(async () => asked.length > 0)
  expect(await page.inputValue('details[open] [name=name_en]')).toBe('Half a name')
  mayLeave = true
  await page.click('.bar .brand')
  await page.waitForURL(/\/office(#.*)?$/)
})

test('whoever was signed out meanwhile loses nothing: the editor says so, and a form is sent once more after they have signed in again', async () => {
  const cookies = await context.cookies()
  await page.goto(`${petition()}/edit`)
  await context.clearCookies()
  await types('Signed out')
  await until(async () => (await page.textContent('[data-status]'))!.includes('You may have been signed out'))
  await page.click('button[name=intent][value=save]:not(.enter)')
  await page.waitForSelector('h1:has-text("You’re signed out"), h1:has-text("You\'re signed out")')
  expect(await page.getAttribute('main a', 'href')).toBe('/office/sign-in')
  await context.addCookies(cookies)
  await page.click('main form button')
  await page.waitForURL(/\/edit/)
  await kept('/office/petitions/alto-polimigra/edit', 'Signed out')
})
