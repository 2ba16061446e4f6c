import { createHash } from 'node:crypto'
import path from 'node:path'
import { expect, test } from 'vitest'
import { announce } from '#db/announce'
import type { DocumentContent } from '~/campaigns/library/document-content'
import { fileName } from '~/campaigns/library/document-names'
import { folderStorage } from '~/channels/storage/folder-storage.server'
import { pages, withJavaScript } from '../support/pdfs'
import { until } from '../support/running-site'
import { expectAccessible, joins, openStory } from '../support/story'
import { hasDocument } from '../support/story-things'

const { site, db, onPhone, withPasskeys } = await openStory()
const storage = folderStorage(path.join(site.dataDir, 'documents'))

/** A document as its upload leaves it; the running worker then reads it. */
async function uploaded(slug: string, file: Buffer, content: Partial<DocumentContent> = {}): Promise<string> {
  const document = { slug, file, language: 'en', datedOn: '2011-03', ...content } as const
  await storage.put(fileName(createHash('sha256').update(file).digest('hex')), file)
  return (await hasDocument(db, document, new Date())).id
}

const reading = async (id: string) =>
  (await db.selectFrom('document').select('reading').where('id', '=', id).executeTakeFirstOrThrow()).reading
/** As the editor does. */
const publish = async (id: string) => {
  await db.updateTable('document').set({ state: 'open' }).where('id', '=', id).execute()
  await announce(db, ['site'])
}

test('a reporter finds the page of a document by a phrase, in both languages, without script', async () => {
  const release = await uploaded(
    'ice-memo',
    await pages('Cover letter', 'The agency knew that opting out was not an option for any sheriff.', 'Annex'),
    {
      title: { en: 'What ICE told its own lawyers', es: 'Lo que ICE les dijo a sus abogados' },
      description: { en: 'A memo.', es: 'Un memorando.' },
    },
  )
  const spanish = await uploaded('carta', await pages('El alguacil se negó a la retención de personas'), {
    title: { en: 'Letter of a sheriff', es: 'Carta de un alguacil' },
    language: 'es',
  })
  await until(async () => (await reading(release)) === 'read' && (await reading(spanish)) === 'read')

  await onPhone(async (page) => {
    expect((await page.goto(`${site.url}/en/documents/ice-memo`))!.status()).toBe(404)
    await page.goto(`${site.url}/en/documents`)
    const published = await page.locator('.papers li').count()
    await publish(release)
    await publish(spanish)
    await until(async () => {
      await page.goto(`${site.url}/en/documents`)
      return (await page.locator('.papers li').count()) === published + 2
    })
    await expectAccessible(page)
    await page.fill('#q', '"opting out was not an option"')
    await page.click('.papers-search button')
    expect(await page.locator('.hits li').count()).toBe(1)
    expect(await page.locator('.hits mark').allTextContents()).toEqual(['opting', 'option'])
    await expectAccessible(page)
    await page.click('.hits a')
    expect(new URL(page.url()).pathname).toBe('/en/documents/ice-memo/2')
    expect(await page.textContent('h1')).toBe('What ICE told its own lawyers')
    expect(await page.locator('.page-text mark').allTextContents()).toEqual(['opting', 'option'])
    const picture = page.locator('.page-picture')
    await until(async () => (await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)) === 1200)
    await expectAccessible(page)
    await page.click('.turning [rel=next]')
    expect(await page.textContent('.page-text')).toBe('Annex')
    await page.fill('#page', '1')
    await page.click('.turning form:first-of-type button')
    expect(new URL(page.url()).pathname).toBe('/en/documents/ice-memo')

    await page.goto(`${site.url}/es/documents`)
    await page.fill('#q', '"se nego a la retencion"')
    await page.click('.papers-search button')
    expect(await page.locator('.hits mark').allTextContents()).toEqual(['negó', 'retención'])
    await expectAccessible(page)
    await page.click('.hits a')
    expect(await page.textContent('h1')).toBe('Carta de un alguacil')
    expect(await page.textContent('.page-text')).toBe('El alguacil se negó a la retención de personas')
    await expectAccessible(page)
  })
})

test('the file and its pictures are reached while it is published, by the piece too, and by nobody else', async () => {
  const id = await uploaded('report', await pages('Report of the board'))
  await until(async () => (await reading(id)) === 'read')
  await publish(id)
  const page = await (await fetch(`${site.url}/en/documents/report`)).text()
  const picture = /\/documents\/report\/1-large-[0-9a-f]{24}\.webp/.exec(page)![0]
  const file = /\/documents\/report\/[0-9a-f]{16}\.pdf/.exec(page)![0]
  const whole = await fetch(site.url + file)
  expect([whole.status, whole.headers.get('content-type'), whole.headers.get('content-disposition')]).toEqual([
    200,
    'application/pdf',
    'attachment; filename="report.pdf"',
  ])
  expect(whole.headers.get('content-security-policy')).toContain('sandbox')
  expect(whole.headers.get('x-content-type-options')).toBe('nosniff')
  expect(whole.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const bytes = Buffer.from(await whole.arrayBuffer())
  const part = await fetch(site.url + file, { headers: { range: 'bytes=5-24' } })
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-24/${bytes.length}`])
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 25))
  const end = await fetch(site.url + file, { headers: { range: 'bytes=-10' } })
  expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-10))
  expect((await fetch(site.url + file, { headers: { range: `bytes=${bytes.length}-` } })).status).toBe(416)
  const etag = whole.headers.get('etag')!
  expect((await fetch(site.url + file, { headers: { 'if-none-match': etag } })).status).toBe(304)
  const other = await fetch(site.url + file, { headers: { range: 'bytes=5-24', 'if-range': '"another"' } })
  expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, bytes.length])
  const head = await fetch(site.url + file, { method: 'HEAD' })
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
  const shown = await fetch(site.url + picture)
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp'])
  for (const guessed of [
    picture.replace(/[0-9a-f]{24}/, '0'.repeat(24)),
    picture.replace('/1-', '/2-'),
    file.replace(/[0-9a-f]{16}\.pdf/, `${'0'.repeat(16)}.pdf`),
    '/documents/report/..%2f..%2fkeyring.json',
    '/documents/report/%00.pdf',
  ])
    expect((await fetch(site.url + guessed)).status, guessed).toBeGreaterThanOrEqual(400)
  const json = (await (await fetch(`${site.url}/en/documents/report.json`)).json()) as { pages: { text: string }[] }
  expect(json.pages.map(({ text }) => text)).toEqual(['Report of the board'])
  const share = await fetch(`${site.url}/en/documents/report/share.png`)
  expect([share.status, share.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  await db.updateTable('document').set({ state: 'archived' }).where('id', '=', id).execute()
  for (const path of [file, picture, '/en/documents/report/1', '/en/documents?q=board'])
    expect([
      path,
      (await fetch(site.url + path)).status === 404 ||
        !(await (await fetch(site.url + path)).text()).includes('Report of'),
    ]).toEqual([path, true])
})

test('Omar uploads several files, sees which were not added and why, and gets to each that was', async () => {
  const omar = await withPasskeys('en-US')
  await joins(omar, site.ownerLink(), 'Omar Reyes', 'omar@example.org')
  const { slug } = await db.selectFrom('campaign').select('slug').orderBy('created_at').executeTakeFirstOrThrow()
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer })
  await omar.goto(`${site.officeUrl}/office/campaigns/${slug}/documents/upload`)
  await omar.setInputFiles('#pdf', [
    file('first of two.pdf', await pages('First of two')),
    file('no pdf.pdf', Buffer.from('<html>')),
    file('second of two.pdf', await pages('Second of two')),
  ])
  await omar.click('form[data-pieces] button.main')
  await omar.waitForSelector('.sending .sum')
  expect(await omar.textContent('.sending .sum')).toBe('Added: 2. Not added: 1; each says why.')
  expect(await omar.locator('.sending .state.done').count()).toBe(2)
  expect(await omar.textContent('.sending .state.failed')).toBe('This is not a PDF.')
  expect(await omar.locator('.sending progress').count()).toBe(0)
  await omar.waitForSelector('[data-documents] >> text=second of two')
  await expectAccessible(omar)
  await omar.click('.sending a >> text=first of two.pdf')
  await omar.waitForURL('**/findings')
  expect(await omar.textContent('h1')).toContain('first of two')
  await omar.click('text=Edit what is said about it')
  await omar.waitForURL('**/documents/first-of-two/edit')
})

test('hostile files leave the site and the worker at work, and a title is only a title', async () => {
  const ids = [
    await uploaded('broken', Buffer.from('%PDF-1.4 garbage')),
    await uploaded('script', await withJavaScript(), {
      title: { en: '<script>alert(1)</script>', es: '"><img src=x onerror=alert(1)>' },
    }),
  ]
  const good = await uploaded('good', await pages('Still reading.'))
  await until(async () => (await reading(good)) === 'read', 180_000)
  await until(
    async () => (await Promise.all(ids.map(reading))).every((one) => one === 'read' || one === 'failed'),
    180_000,
  )
  await publish(ids[1]!)
  await onPhone(
    async (page) => {
      let alerts = 0
      page.on('dialog', (dialog) => void dialog.dismiss().then(() => (alerts += 1)))
      for (const lang of ['en', 'es']) {
        await until(async () => (await page.goto(`${site.url}/${lang}/documents/script`))!.status() === 200)
        await page.goto(`${site.url}/${lang}/documents`)
      }
      expect(alerts).toBe(0)
    },
    { javaScriptEnabled: true },
  )
  expect((await fetch(`${site.url}/readyz`)).status).toBe(200)
})
