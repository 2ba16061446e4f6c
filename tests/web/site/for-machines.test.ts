import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { languages } from '~/i18n/language'
import { slug } from '../../support/firme-test'
import { type RunningSite, startSite } from '../../support/running-site'

let site: RunningSite
beforeAll(async () => {
  site = await startSite()
})
afterAll(async () => site?.stop())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${site.url}${path}`, { headers })
const bytesOf = async (path: string) => Buffer.from(await (await get(path)).arrayBuffer())

test('a browser that asks for favicon.ico gets an icon in three sizes', async () => {
  const icon = await bytesOf('/favicon.ico')
  expect([icon.readUInt16LE(0), icon.readUInt16LE(2), icon.readUInt16LE(4)]).toEqual([0, 1, 3])
  for (const at of [0, 1, 2]) {
    const entry = 6 + 16 * at
    const picture = icon.subarray(icon.readUInt32LE(entry + 12)).subarray(0, icon.readUInt32LE(entry + 8))
    const { width, height } = await sharp(picture).metadata()
    expect([width, height]).toEqual([icon[entry], icon[entry + 1]])
  }
})

test.each(languages)(
  'a page in %s names its icons, colors, font and manifest, and each of them is there',
  async (lang) => {
    const page = await (await get(`/${lang}`)).text()
    expect(page).toMatch(/<meta name="theme-color" media="\(prefers-color-scheme: dark\)" content="#191714"\/>/)
    const links = [...page.matchAll(/<link rel="(?:icon|apple-touch-icon|manifest|preload)" href="([^"]+)"/g)].map(
      ([, href]) => href!,
    )
    expect(links).toHaveLength(5)
    for (const link of links) expect((await get(link)).status, link).toBe(200)
    const manifest = (await (await get(`/${lang}/site.webmanifest`)).json()) as {
      lang: string
      start_url: string
      icons: { src: string; sizes: string }[]
    }
    expect([manifest.lang, manifest.start_url]).toEqual([`${lang}-US`, `/${lang}`])
    for (const { src, sizes } of manifest.icons) {
      const { width, height } = await sharp(await bytesOf(src)).metadata()
      expect(`${width}x${height}`).toBe(sizes)
    }
    const { width } = await sharp(await bytesOf('/apple-touch-icon.png')).metadata()
    expect(width).toBe(180)
  },
)

test('robots may read what is public, are kept from the office and from links of one person, and find the sitemap', async () => {
  const robots = await (await get('/robots.txt')).text()
  for (const path of [
    '/office',
    '/dev',
    '/hooks',
    '/*/me/',
    '/*/stop/',
    '/*/confirm/',
    '/*/contact/',
    '/*/letters/confirm/',
  ])
    expect(robots).toContain(`\nDisallow: ${path}\n`)
  expect(robots).toContain(`\nSitemap: ${site.url}/sitemap.xml\n`)
  expect(robots).not.toMatch(/^Disallow: \/$/m)
})

test('the sitemap leads to every published page in both languages, each naming the other', async () => {
  const index = await (await get('/sitemap.xml')).text()
  const files = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url!)
  expect(files.length).toBeGreaterThan(0)
  const addresses: string[] = []
  for (const file of files) {
    const xml = await (await fetch(file)).text()
    const urls = [...xml.matchAll(/<url><loc>([^<]+)<\/loc>((?:<xhtml:link[^>]+>)+)<\/url>/g)]
    expect(urls.length).toBeLessThanOrEqual(50_000)
    for (const [, url, others] of urls) {
      addresses.push(url!)
      expect(others).toContain(`href="${url}"`)
      for (const lang of languages) expect(others).toContain(`hreflang="${lang}"`)
    }
  }
  expect(new Set(addresses).size).toBe(addresses.length)
  const some = [
    '/en',
    '/es/alguaciles',
    '/en/sheriffs',
    `/es/petitions/${slug}`,
    '/en/calls/call-sheriff-vance',
    '/es/letters/write-sheriff-vance',
    '/en/officials/ida-vance-saguaro',
    '/en/places/az-maricopa-county',
    '/es/places/arizona',
  ]
  expect(addresses).toEqual(expect.arrayContaining(some.map((path) => `${site.url}${path}`)))
  for (const path of some) expect((await get(path)).status, path).toBe(200)
  expect((await get('/sitemaps/9999.xml')).status).toBe(404)
})

test.each([
  '/en',
  '/en/calls/call-sheriff-vance',
  '/es/letters/write-sheriff-vance',
  '/es/me',
  '/es/nowhere',
  '/en/petitions/alto-polimigra/qr.svg',
  '/en/petitions/alto-polimigra.json',
  '/firme.js',
  '/kiosk.js',
  '/sitemaps/1.xml',
])('%s is sent compressed, and to a program that takes nothing else, as it is', async (path) => {
  const raw = await get(path, { 'accept-encoding': 'identity' })
  expect(raw.headers.get('content-encoding')).toBeNull()
  const whole = await raw.text()
  for (const encoding of ['br', 'gzip']) {
    const answer = await get(path, { 'accept-encoding': encoding })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
    expect(Number(answer.headers.get('content-length'))).toBeLessThan(whole.length)
    const text = await answer.text()
    expect([text.slice(0, 900), text.slice(-20)]).toEqual([whole.slice(0, 900), whole.slice(-20)])
  }
})

test('the script of the tablet is small enough for a bad connection', async () => {
  expect((await bytesOf('/kiosk.js')).length).toBeLessThan(60_000)
})

test('the font is named by its content, and browsers never ask for it again', async () => {
  const name = readdirSync('public/fonts').find((file) => file.endsWith('.woff2'))!
  const hash = createHash('sha256')
    .update(readFileSync(`public/fonts/${name}`))
    .digest('hex')
    .slice(0, 8)
  expect(name).toBe(`league-gothic-${hash}.woff2`)
  expect((await get(`/fonts/${name}`)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  const page = await (await get('/en')).text()
  expect(page.split(`/fonts/${name}`)).toHaveLength(3)
})

test('a page names its script by its content, browsers keep that for good, and one of another version gets ours for once', async () => {
  for (const [path, script] of [
    ['/es/petitions/alto-polimigra', 'firme'],
    ['/es/petitions/alto-polimigra/kiosk', 'kiosk'],
    ['/dev/phone', 'phone'],
  ] as const) {
    const name = new RegExp(`src="(/${script}-[0-9a-f]{8}\\.js)"`).exec(await (await get(path)).text())?.[1]
    expect(name, path).toBeDefined()
    const plain = await bytesOf(`/${script}.js`)
    expect(name).toContain(createHash('sha256').update(plain).digest('hex').slice(0, 8))
    const answer = await get(name!, { 'accept-encoding': 'br' })
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-type')).toBe('text/javascript')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(plain)
    for (const other of [`/${script}-00000000.js`, `/${script}.js`]) {
      const now = await get(other)
      expect(now.headers.get('cache-control')).toBe('public,max-age=0,must-revalidate')
      expect(Buffer.from(await now.arrayBuffer())).toEqual(plain)
    }
  }
  expect((await get('/nothing-00000000.js')).status).toBe(404)
})

test.each(languages)('a page that is not there answers in the frame of the site, in %s', async (lang) => {
  const answer = await get(`/${lang}/nowhere`)
  expect(answer.status).toBe(404)
  const page = await answer.text()
  expect(page).toContain(`<html lang="${lang}"`)
  for (const path of [`/${lang}`, `/${lang}/officials`]) expect(page).toMatch(new RegExp(`class="button[^>]+"${path}"`))
})
