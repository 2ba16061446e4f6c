import { expect, test } from 'vitest'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, browser, withPasskeys } = await openStory({ LOG_LEVEL: 'silent' })

/** Lists of the office, each with something to sort it by. */
const lists = [
  '/office/pages',
  '/office/numbers',
  '/office/people',
  '/office/messages',
  '/office/audit',
  '/office/team',
  '/office/texts',
  '/office/exports',
  '/office/people/erased',
  '/office/messages/drafts',
  '/office/links',
  '/office/held',
  '/office/comments',
  '/office/policies',
  '/office/officials',
  '/office/officials/imports',
  '/office/campaigns/end-s-comm/timeline',
  '/office/requests',
]

test('on a phone, in Spanish and without a script, Omar sorts and filters a list of cards, and Back brings each view again', async () => {
  const passkey = await withPasskeys('es-US')
  await joins(passkey, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  const context = await browser.newContext({
    storageState: await passkey.context().storageState(),
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
  })
  const omar = await context.newPage()
  const titles = () => omar.locator('tbody th').allInnerTexts()
  await omar.goto(`${site.officeUrl}/office/pages`)
  const usual = await titles()
  await omar.getByRole('link', { name: 'Título', exact: true }).click()
  await omar.waitForURL(/sort=title/)
  const sorted = await titles()
  expect(sorted).toEqual(usual.toSorted((one, two) => one.localeCompare(two, 'es')))
  expect(
    await omar
      .locator('tbody td')
      .first()
      .evaluate((cell) => getComputedStyle(cell, '::before').content),
  ).toContain('Tipo')
  // Filters are behind one button, which the browser opens without a script.
  await omar.getByRole('button', { name: 'Filtrar la lista' }).click()
  await omar.getByLabel('Tipo').selectOption({ label: 'Petición' })
  await omar.getByRole('button', { name: 'Filtrar', exact: true }).click()
  await omar.waitForURL(/kind=petition/)
  expect(new URL(omar.url()).searchParams.get('sort')).toBe('title')
  const petitions = await titles()
  expect(await omar.innerText('caption')).toBe(`1–${petitions.length} de ${petitions.length}`)
  await omar.getByRole('button', { name: '1 filtro en uso' }).click()
  await omar.fill('[name=q]', 'no hay tal página')
  await omar.getByRole('button', { name: 'Filtrar', exact: true }).click()
  await omar.getByText('Nada coincide con estos filtros.').waitFor()
  await omar.goBack()
  expect(await titles()).toEqual(petitions)
  await omar.goBack()
  expect(await titles()).toEqual(sorted)
  await context.close()
})

test.for([390, 1280])(
  'the lists of the office have no accessibility violation and no sideways scroll at %i px',
  async (width) => {
    const omar = browser.contexts()[0]!.pages()[0]!
    await omar.setViewportSize({ width, height: 844 })
    for (const path of lists) {
      const answer = await omar.goto(`${site.officeUrl}${path}`)
      expect(answer?.status(), path).toBe(200)
      await expectAccessible(omar)
      expect(await omar.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
    }
  },
)

test('by keyboard alone, a heading sorts its table and keeps the page it is on', async () => {
  const omar = browser.contexts()[0]!.pages()[0]!
  await omar.goto(`${site.officeUrl}/office/audit`)
  const heading = omar.locator('thead a').first()
  await heading.focus()
  await omar.keyboard.press('Enter')
  await omar.waitForURL(/sort=when/)
  expect(await omar.locator('thead th[aria-sort=ascending]').count()).toBe(1)
})
