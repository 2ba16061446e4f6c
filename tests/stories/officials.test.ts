import { expect, test } from 'vitest'
import { expectAccessible, openStory } from '../support/story'

const { site, browser, onPhone } = await openStory()

test('without JavaScript and without typing, three taps lead from the list of states to the sheriff and what can be done', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es`)
    await page.click('footer >> text=Quién decide')
    await page.click('main >> text=Arizona')
    await page.click('text=Condado de Saguaro')
    await page.click('main >> text=Ida Vance')
    expect(await page.textContent('h1')).toBe('Ida Vance')
    expect(await page.locator('a[href="tel:+16025550141,2"]').count()).toBe(1)
    expect(await page.locator('.poster').count()).toBeGreaterThan(0)
    await page.click('text=English')
    expect(new URL(page.url()).pathname).toBe('/en/officials/ida-vance-saguaro')
  })
})

test('a ZIP leads to its county without standing in any address, and what was mistyped is kept', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/en/officials`)
    await page.fill('#zip', '8500')
    await page.click('#find button')
    expect(await page.inputValue('#zip')).toBe('8500')
    await page.fill('#zip', '85001')
    await page.click('#find button')
    expect(new URL(page.url()).search).toBe('')
    expect(await page.textContent('#answer')).toContain('You most likely live in Maricopa County')
    await page.click('#answer >> text=Maricopa County, AZ')
    expect(new URL(page.url()).pathname).toBe('/en/places/az-maricopa-county')
    expect(await page.textContent('main')).toContain('We don’t know the sheriff of Maricopa County yet')
  })
})

test.for([
  ['en', 'that box'],
  ['es', 'esa casilla'],
] as const)('who asks without a ZIP is not sent to a box that is not there, in %s', async ([lang, box]) => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/${lang}`)
    await page.click('.zip-row button')
    expect(await page.locator('#errors li').count()).toBe(1)
    expect(await page.textContent('#errors')).not.toContain(box)
  })
})

test('with script, “use where I am now” sends a point rounded to a kilometer, once it is allowed', async () => {
  const context = await browser.newContext({
    geolocation: { latitude: 33.448_377, longitude: -112.074_037 },
    permissions: ['geolocation'],
  })
  const page = await context.newPage()
  const posted: string[] = []
  page.on('request', (request) => request.method() === 'POST' && posted.push(request.postData() ?? ''))
  await page.goto(`${site.url}/en/officials`)
  await page.click('text=Use where I am now')
  await page.waitForSelector('#answer')
  expect(posted).toEqual(['lat=33.45&lon=-112.07'])
  expect(await page.textContent('#answer')).toContain('Maricopa County')
  await context.close()
})

test('a visitor says that a number is wrong, and gets thanks', async () => {
  await onPhone(async (page) => {
    await page.goto(`${site.url}/en/officials/ida-vance-saguaro`)
    await page.click('main summary')
    await page.click('text=Tell us')
    expect(await page.textContent('.errors')).toContain('Say what is wrong.')
    await page.click('label[for=what-wrong-number]')
    await page.fill('#note', 'It rings at a bakery.')
    await page.click('text=Tell us')
    expect(await page.textContent('main .note')).toContain('Thank you')
  })
})

test('the pages of places and officials pass axe-core in both languages and hold on a narrow phone', async () => {
  const paths = [
    'officials',
    'places/arizona',
    'places/az-saguaro-county',
    'places/az-maricopa-county',
    'officials/ida-vance-saguaro',
    'sheriffs',
  ]
  const context = await browser.newContext({ viewport: { width: 320, height: 740 } })
  const page = await context.newPage()
  for (const lang of ['en', 'es']) {
    for (const path of paths) {
      await page.goto(`${site.url}/${lang}/${path}`)
      await expectAccessible(page)
    }
  }
  await context.close()
})

test('pages of places are kept in memory, and each language has its own word for sheriffs', async () => {
  const page = `${site.url}/en/places/az-saguaro-county`
  expect((await fetch(page)).headers.get('etag')).toBeTruthy()
  expect((await fetch(`${site.url}/en/sheriffs`)).headers.get('etag')).toBeTruthy()
  expect((await fetch(`${site.url}/es/sheriffs`, { redirect: 'manual' })).headers.get('location')).toBe(
    '/es/alguaciles',
  )
})
