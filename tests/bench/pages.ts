// What a first view of each kind of page costs somebody with an old phone on a bad connection. Bundled and run by run.mjs.
import type { Browser } from 'playwright'
import { openBrowser } from '../support/browser'
import { type PageKind, publicPage } from '../support/public-pages'

const [site = ''] = process.argv.slice(2)
const kinds: PageKind[] = [
  'home',
  'campaign',
  'petition',
  'thanks',
  'call',
  'letter',
  'text',
  'official',
  'place',
  'finder',
  'sheriffs',
]
/** Most of each. Bytes and requests of all that the first view loads; seconds to the first paint. */
const goals = { bytes: 25 * 1024, requests: 5, shift: 0.02, paint: 1.5 }
/** "Slow 3G" of Lighthouse: 400 ms, 400 kbit/s; and a processor four times slower than this one. */
const slow3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const slower = 4

type View = Record<keyof typeof goals, number>

const browser = await openBrowser()
const width = 30
console.log(
  `a first view, 360 × 740, slow 3G, processor ${slower}× slower; * misses its goal\n${row('', 'bytes (br)', 'requests', 'layout shift', 'first paint')}\n${row('goal, at most', String(goals.bytes), String(goals.requests), String(goals.shift), `${goals.paint} s`)}`,
)
let misses = 0
for (const kind of kinds)
  for (const lang of ['en', 'es'] as const) {
    const path = publicPage(lang, kind)
    const view = await firstView(browser, site + path)
    const mark = (what: keyof View, words: string) => {
      const isMiss = view[what] > goals[what]
      if (isMiss) misses += 1
      return words + (isMiss ? ' *' : '')
    }
    console.log(
      row(
        `${kind} (${lang})`,
        mark('bytes', String(view.bytes)),
        mark('requests', String(view.requests)),
        mark('shift', view.shift.toFixed(3)),
        mark('paint', `${view.paint.toFixed(2)} s`),
      ),
    )
  }
console.log(misses === 0 ? 'every page keeps every goal' : `${misses} goals missed`)
await browser.close()

function row(name: string, ...cells: string[]): string {
  return name.padEnd(width) + cells.map((cell) => cell.padEnd(14)).join('')
}

async function firstView(on: Browser, url: string): Promise<View> {
  const context = await on.newContext({ viewport: { width: 360, height: 740 } })
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', slow3G)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slower })
  let bytes = 0
  let requests = 0
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    if (!request.url.startsWith('data:')) requests += 1
  })
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await page.goto(url, { waitUntil: 'networkidle' })
  const { shift, paint } = await page.evaluate(async () => {
    await document.fonts.ready
    const shifts = await new Promise<number[]>((resolve) => {
      const found: number[] = []
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) found.push((entry as PerformanceEntry & { value: number }).value)
      })
      observer.observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => resolve(found), 300)
    })
    return {
      shift: shifts.reduce((sum, value) => sum + value, 0),
      paint: (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Infinity) / 1_000,
    }
  })
  await context.close()
  return { bytes, requests, shift, paint }
}
