import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import { until } from '../support/running-site'
import { hasNoSharedData, sharedData } from '../support/shared-data'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, onPhone, withPasskeys } = await openStory()
/** Omar, who came in by the first owner's link. */
const omar = await withPasskeys('en-US')
await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
// In the office's zone: in the evening of Arizona the day of UTC is tomorrow, and nothing was checked tomorrow.
const today = wallClock(usualZone, new Date()).day

/** As the real roster is: several lists in one file, lowercase names, counties that do not fit. */
const roster = [
  'date,state,county,zip,agency,agency_id,ori,type,population_policed,operating_budget,agency_type',
  ...['2025-05-16 am', '2025-07-03 pm'].flatMap((day) => [
    `${day},ARIZONA,Yuma County,85364,yuma county sheriff,1,AZ0140000,Jail Enforcement Model,1,1,(001) Sheriff`,
    `${day},ARIZONA,Pinal County,85132,pinal county sheriff,2,AZ0110000,Task Force Model,1,1,(001) Sheriff`,
    `${day},ARIZONA,NA,NA,arizona western college police,NA,NA,Task Force Model,NA,NA,NA`,
  ]),
].join('\n')

test('Omar imports the 287(g) list: sees what is matched and what is not, lets it go, and it is on the map', async () => {
  await omar.goto(`${site.officeUrl}/office/policies`)
  await omar.click('text=Import lists')
  const real = hasNoSharedData ? null : sharedData('287g-agreements.csv.gz')
  await omar.setInputFiles('[name=list]', {
    name: real ? '287g-agreements.csv.gz' : '287g.csv',
    mimeType: 'text/csv',
    buffer: real ? readFileSync(real) : Buffer.from(roster),
  })
  await omar.fill('[name=sourceUrl]', 'https://example.org/287g')
  await omar.fill('[name=sourceTitle]', 'List of agreements')
  await omar.click('button.main')
  await omar.waitForSelector('text=Step 1 of 3')
  await omar.click('button[value=check]')
  await until(async () => (await omar.textContent('main'))!.includes('Step 2 of 3: review'))
  const report = (await omar.textContent('main'))!
  expect(report).toContain('Sheriffs’ lines matched to a county')
  expect(report).toContain('not a county or city: a university')
  await expectAccessible(omar)
  await omar.click('button[value=run]')
  await until(async () => /Imported/.test((await omar.textContent('[role=status]'))!))
  await omar.goto(`${site.officeUrl}/office/policies?search=pinal&kind=287g-signed`)
  expect(await omar.textContent('tbody')).toContain('Pinal County Sheriff')
  await expectAccessible(omar)
})

test('Omar adds what Pinal has decided; without its source it isn’t saved, and he can take it back', async () => {
  await omar.goto(`${site.officeUrl}/office/policies`)
  await omar.click('summary:has-text("Add a policy")')
  const form = omar.locator('#add form')
  await form.locator('[name=place]').fill('Pinal County, AZ')
  await form.locator('[name=kind]').selectOption('no-notice-of-release')
  await form.locator('[name=adopted_on]').fill('2026-03')
  await form.locator('[name=source_url]').fill('https://example.org/minutes')
  await form.locator('[name=checked_on]').fill(today)
  await form.locator('button[value=add]').click()
  await omar.waitForSelector('text=Added.')
  await omar.click('button:has-text("Undo")')
  await omar.goto(`${site.officeUrl}/office/policies?search=pinal&kind=no-notice-of-release`)
  expect(await omar.textContent('main')).toContain('Nothing matches these filters')
  await omar.goto(`${site.officeUrl}/office/policies`)
  await omar.click('summary:has-text("Add a policy")')
  for (const [name, value] of [
    ['place', 'Pinal County, AZ'],
    ['adopted_on', '2026-03'],
    ['source_url', 'https://example.org/minutes'],
    ['checked_on', today],
  ] as const)
    await form.locator(`[name=${name}]`).fill(value)
  await form.locator('[name=kind]').selectOption('no-notice-of-release')
  await form.locator('button[value=add]').click()
  await omar.waitForSelector('text=Added.')
})

for (const [lang, words] of [
  ['en', { stands: 'Gives no notice of release', since: 'since March 2026', agreement: '287(g) agreement signed' }],
  ['es', { stands: 'No avisa cuándo sale alguien', since: 'desde marzo de 2026', agreement: 'Acuerdo 287(g) firmado' }],
] as const) {
  test(`on an old phone, three taps lead from a ZIP to where the county stands and to an action (${lang})`, async () => {
    await onPhone(async (page) => {
      await page.goto(`${site.url}/${lang}`)
      await page.fill('[name=zip]', '85132')
      await page.click('.zip-row button')
      await page.click('.answer .who a')
      expect(page.url()).toBe(`${site.url}/${lang}/places/az-pinal-county`)
      const stand = (await page.textContent('[aria-labelledby=stand]'))!
      expect(stand).toContain(words.stands)
      expect(stand).toContain(words.since)
      expect(stand).toContain(words.agreement)
      expect(await page.getAttribute('[aria-labelledby=stand] .rows a', 'href')).toMatch(/^https:\/\/example\.org\//)
      await expectAccessible(page)
      await page.click('main :is([aria-labelledby=actions], .next-acts) a[href*="/petitions/"]')
      expect(await page.locator('main form').count()).toBeGreaterThan(0)
    })
  })

  test(`the map, its table and a state’s counties read well without script, small and wide (${lang})`, async () => {
    for (const width of [360, 1280])
      await onPhone(
        async (page) => {
          const answer = await page.goto(`${site.url}/${lang}/localities`)
          expect((await answer!.body()).length).toBeLessThan(120_000)
          await expectAccessible(page)
          await page.click(`a[href="/${lang}/localities/az"]`)
          expect(await page.locator('.state-map path').count()).toBe(15)
          await expectAccessible(page)
          await page.fill('#q', 'pinal')
          await page.click('.filter button')
          expect(await page.textContent('[aria-labelledby=list]')).toContain('Pinal')
          await page.fill('#on', '2020-01-01')
          await page.click('.filter button')
          expect(await page.locator('[aria-labelledby=list]').count()).toBe(0)
        },
        { viewport: { width, height: 800 } },
      )
  })
}

test('the page of all localities and a county’s page are light', async () => {
  for (const [path, most] of [
    ['/en/localities', 40_000],
    ['/en/places/az-pinal-county', 40_000],
    ['/en/localities/az', 40_000],
  ] as const) {
    const answer = await fetch(site.url + path, { headers: { 'accept-encoding': 'br' } })
    const sent = Number(answer.headers.get('content-length'))
    process.stdout.write(`${path}: ${sent} bytes\n`)
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(sent).toBeLessThan(most)
  }
})
