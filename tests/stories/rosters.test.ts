import { expect, test } from 'vitest'
import { wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, withPasskeys } = await openStory()
/** Omar, who came in by the first owner's link. */
const omar = await withPasskeys('en-US')
await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')

// In the office's zone: in the evening of Arizona the day of UTC is tomorrow, and nothing was checked tomorrow.
const today = wallClock(usualZone, new Date()).day

/** A spreadsheet as somebody really keeps it: odd headings, another order, a note in between, one line that is wrong. */
const messy = [
  'Who;Cargo;Where;ST;Tel.;mail;until',
  '"Núñez, Ana";Concejal;Mesa;AZ;602.555.0152 ext 3;;',
  '"Vega, Inés";Sheriff;Pima County;Arizona;"(602) 555-0141; 911";INES.VEGA@EXAMPLE.ORG;12/31/2028',
  'Lee Okafor;County supervisor, District 2;Condado de Maricopa;az;+1 602 555 0151;;31 de diciembre de 2028',
  'June Abbott;Sheriff;Atlantis County;AZ;602 555 0153;;',
].join('\r\n')

test('Omar brings in a messy spreadsheet: says what its columns are, sees what would change, lets it go', async () => {
  await omar.goto(`${site.officeUrl}/office/officials/imports`)
  await omar.setInputFiles('[name=list]', {
    name: 'sheriffs from Lucía.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(messy, 'latin1'),
  })
  await omar.fill('[name=sourceUrl]', 'https://example.org/arizona/officials')
  await omar.fill('[name=checkedOn]', today)
  await omar.click('button.main')
  await omar.waitForSelector('text=Step 1 of 3')
  expect(await omar.textContent('main')).toContain('not saved as Unicode')
  for (const [field, column] of [
    ['name', 'Who'],
    ['place', 'Where'],
    ['state', 'ST'],
    ['role', 'Cargo'],
    ['phone', 'Tel.'],
    ['email', 'mail'],
    ['term_ends_on', 'until'],
  ])
    await omar.selectOption(`[name=column_${field}]`, { label: column! })
  await omar.click('button[value=check]')
  await until(async () => (await omar.textContent('main'))!.includes('Step 2 of 3: review'))
  const report = (await omar.textContent('main'))!
  expect(report).toContain('no such place in that state (Atlantis County)')
  expect(report).toContain('an emergency line')
  expect(report).toContain('What would change')
  await expectAccessible(omar)
  await omar.click('button[value=run]')
  await until(async () => /Imported/.test((await omar.textContent('main'))!))
  await omar.goto(`${site.officeUrl}/office/officials?search=ines%20vega&state=AZ`)
  await omar.click('text=Inés Vega')
  const post = (await omar.textContent('main'))!
  expect(post).toContain('+16025550141')
  expect(post).toContain('ines.vega@example.org')
  expect(post).not.toContain('911')
})

const ines = `${site.officeUrl}/office/officials?search=ines%20vega&state=AZ`

test('a letter after g only goes to a section: it confirms no number, and letters that are off move nothing', async () => {
  await omar.goto(ines)
  await omar.click('text=Inés Vega')
  await omar.click('summary:has-text("Add a way")')
  const add = omar.locator('form', { has: omar.locator('button[value=add-contact]') })
  await add.locator('[name=value]').fill('602 555 0149')
  await add.locator('[name=source_url]').fill('https://example.org/old')
  await add.locator('[name=checked_on]').fill('2024-01-01')
  await add.locator('button[value=add-contact]').click()
  const stale = `${site.officeUrl}/office/officials/stale`
  await omar.goto(stale)
  await omar.keyboard.press('j')
  await omar.keyboard.press('g')
  // Leads nowhere, and retires nothing.
  await omar.keyboard.press('x')
  await omar.keyboard.press('g')
  await Promise.all([omar.waitForURL(/\/office\/comments/), omar.keyboard.press('c')])
  await omar.goto(`${site.officeUrl}/office/help`)
  await omar.uncheck('#shortcuts-on')
  await omar.goto(stale)
  expect(await omar.textContent('main')).toContain('+16025550149')
  const isInQueue = () => omar.evaluate(() => document.activeElement?.closest('[data-queue]') != null)
  await omar.keyboard.press('j')
  expect(await isInQueue()).toBe(false)
  await omar.goto(`${site.officeUrl}/office/help`)
  await omar.check('#shortcuts-on')
})

test('he works the queue with the keyboard alone, and a number he corrects goes out with its source', async () => {
  await omar.goto(ines)
  await omar.click('text=Inés Vega')
  const address = omar.url()
  await omar.goto(`${site.officeUrl}/office/officials/stale`)
  expect(await omar.textContent('main')).toContain('+16025550149')
  await omar.keyboard.press('j')
  await omar.keyboard.press('e')
  const item = omar.locator('[data-queue] > li').first()
  await item.locator('[name=value]').fill('602 555 0148')
  await item.locator('[name=source_url]').fill('https://example.org/new')
  await item.locator('[name=checked_on]').fill(today)
  await item.locator('button[value=correct]').focus()
  await omar.keyboard.press('Enter')
  await omar.waitForSelector('text=Everything is up to date')
  await omar.goto(address)
  expect(await omar.textContent('main')).toContain('+16025550148')
})

test('a worker that is killed with kill -9 in the middle of a list goes on, and nothing is there twice', async () => {
  const lines = Array.from({ length: 3_000 }, (_, index) => `Person ${index}x;Supervisor;Pima County;AZ;${index + 10}`)
  await omar.goto(`${site.officeUrl}/office/officials/imports`)
  await omar.setInputFiles('[name=list]', {
    name: 'long.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['Name;Role;County;State;District', ...lines].join('\n')),
  })
  await omar.fill('[name=sourceUrl]', 'https://example.org/pima')
  await omar.fill('[name=checkedOn]', today)
  await omar.click('button.main')
  await omar.click('button[value=check]')
  await until(async () => (await omar.textContent('main'))!.includes('Step 2 of 3: review'))
  await omar.click('button[value=run]')
  for (const pid of site.pids('worker')) process.kill(pid, 'SIGKILL')
  await until(
    async () =>
      (await omar.textContent('main'))!.includes('Imported') &&
      !(await omar.textContent('main'))!.includes('Step 3 of 3'),
  )
  expect(await omar.textContent('.figures')).toContain('3,000 imported')
  await omar.goto(`${site.officeUrl}/office/officials?search=pima&role=county-supervisor`)
  expect(await omar.textContent('caption')).toContain('3,000')
})
