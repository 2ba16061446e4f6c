import { mkdtemp, readFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sirv from 'sirv'
import { expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { indexPages } from '~/web/search/index-pages.server'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'

const { site, db, onPhone, withPasskeys, linkTo } = await openStory(
  { LOG_LEVEL: 'silent', SHARED_NETWORKS: '127.0.0.1,::1' },
  // What its documents say they are from is to be its own page.
  { isFirst: true },
)

test.for([
  ['en', 'sheriff', '/en/officials/ida-vance-saguaro', 'maricpoa', '/en/places/az-maricopa-county'],
  ['es', 'alguacil', '/es/officials/ida-vance-saguaro', 'maricpoa', '/es/places/az-maricopa-county'],
] as const)(
  'a visitor searches the site in %s, with scripts off and with a typo',
  async ([lang, word, official, typo, place]) => {
    await indexPages(db, new Date())
    await onPhone(async (page) => {
      await page.goto(`${site.url}/${lang}`)
      await page.locator('summary').first().click()
      await page.locator(`.menu a[href="/${lang}/search"]`).click()
      await expectAccessible(page)
      await page.fill('#q', word)
      await page.locator('main form button').click()
      expect(
        await page.locator('.found a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
      ).toContain(official)
      expect((await page.locator('mark').first().textContent())!.toLowerCase()).toContain(word)
      await expectAccessible(page)
      await page.goto(`${site.url}/${lang}/search?q=${typo}`)
      await page.locator(`.found a[href="${place}"]`).first().click()
      expect(await page.textContent('h1')).toContain('Maricopa')
      await page.goto(`${site.url}/${lang}/search?q=zzzzzzz`)
      await expectAccessible(page)
    })
  },
)

test('a newcomer asks in Spanish, an owner approves in English, and the group has its own campaign', async () => {
  const omar = await withPasskeys('en-US')
  await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  await onPhone(async (page) => {
    await page.goto(`${site.url}/es/campaigns/end-s-comm/start`)
    await expectAccessible(page)
    await page.locator('main form button').last().click()
    expect(await page.textContent('#errors')).toContain('Escriba un ZIP')
    await expectAccessible(page)
    await page.fill('[name=place]', '85099')
    await page.fill('[name=group_name]', 'Vecinos de Saguaro')
    await page.fill('[name=given_name]', 'Lucía')
    await page.fill('[name=email]', 'lucia@example.org')
    await page.fill('[name=why]', 'La cárcel entrega gente cada semana.')
    await page.locator('main form button').last().click()
    expect(await page.textContent('h1')).toBe('Ya lo tenemos')
  })
  await until(async () => (await db.selectFrom('campaign_request').select('id').execute()).length === 1)
  await omar.goto(`${site.officeUrl}/office/requests`)
  expect(await omar.textContent('main')).not.toContain('Lucía')
  await expectAccessible(omar)
  await omar.click('button.main:has-text("Open")')
  await omar.waitForSelector('text=Vecinos de Saguaro')
  await expectAccessible(omar)
  await omar.click('button.main:has-text("Approve")')
  await omar.waitForSelector('text=Approved')
  const lucia = await withPasskeys('es-US')
  await joins(lucia, await linkTo('lucia@example.org', 'join'), 'Lucía Paz', 'lucia@example.org')
  await lucia.goto(`${site.officeUrl}/office/pages`)
  expect(await lucia.textContent('main')).toContain('Saguaro')
  await lucia.goto(`${site.officeUrl}/office/campaigns`)
  expect(await lucia.textContent('main')).toContain('Condado de Saguaro')
})

test('an archived campaign reads well from any web server, and no link in it is broken', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'firme-frozen-'))
  expect(site.firme('archive', 'end-s-comm', folder)).toMatch(/^\d+ files in /m)
  const server = http.createServer(sirv(folder))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const open = [`${base}/`]
    const seen = new Set(open)
    const pages: string[] = []
    for (let at = open.shift(); at !== undefined; at = open.shift()) {
      const answer = await fetch(at)
      expect(answer.status, at).toBe(200)
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue
      pages.push(at)
      const html = await answer.text()
      expect(html, at).not.toMatch(/<(?:form|script|button|input)\b/)
      const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
      for (const [, , found = ''] of html.matchAll(/<(?!link rel="canonical")[^>]* (href|src)="([^"]+)"/g)) {
        if (found.startsWith('#')) expect(ids, `${at} ${found}`).toContain(found.slice(1))
        const to = new URL(found.replaceAll('&amp;', '&'), at)
        to.hash = ''
        expect(to.href, at).not.toMatch(/^http:\/\/localhost/)
        if (to.origin === base && !seen.has(to.href)) {
          seen.add(to.href)
          open.push(to.href)
        }
      }
    }
    for (const lang of languages)
      for (const page of ['campaigns/end-s-comm', 'petitions/alto-polimigra', 'calls/call-sheriff-vance'])
        expect(pages, page).toContain(`${base}/${lang}/${page}/index.html`)
    await onPhone(async (page) => {
      await page.goto(`${base}/es/petitions/alto-polimigra/index.html`)
      expect(await page.textContent('main')).toContain('desde aquí no se manda nada')
      await expectAccessible(page)
      await page.click('.switch')
      expect(await page.textContent('main')).toContain('nothing can be sent from it')
    })
    expect(await readFile(path.join(folder, 'en/petitions/alto-polimigra/index.html'), 'utf8')).not.toContain(
      'People who signed',
    )
  } finally {
    server.close()
  }
})
