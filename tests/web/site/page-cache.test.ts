import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createPageCache, longestWait, type Rendered } from '~/web/site/page-cache.server'

/** A server with one kept page that says how often it was rendered, and a clock that is set by hand. */
async function openPage() {
  const clock = {
    now: 1_000_000,
    isAway: false,
    hangs: null as Promise<void> | null,
    status: 200,
    text: null as string | null,
    renderings: 0,
    tries: 0,
  }
  const render = async (): Promise<Rendered> => {
    clock.tries += 1
    await clock.hangs
    if (clock.isAway) throw new Error('the database is away')
    clock.renderings += 1
    return {
      status: clock.status,
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from(clock.text ?? String(clock.renderings)),
      tags: ['petition:1'],
    }
  }
  const pages = createPageCache(render, {}, () => clock.now)
  const server = http
    .createServer((request, response) => {
      Promise.resolve(pages.serve('/en', request, response)).then(
        (unkept) => unkept && response.writeHead(404).end(),
        () => response.writeHead(500).end(),
      )
    })
    .listen(0)
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const ask = (headers: Record<string, string> = {}) => fetch(`http://127.0.0.1:${port}/`, { headers })
  const read = async () => Number(await (await ask()).text())
  return { clock, pages, ask, read }
}

test('a change that comes while a page is being rendered is not lost', async () => {
  const { clock, pages, ask, read } = await openPage()
  let goOn = () => {}
  clock.hangs = new Promise((resolve) => (goOn = resolve))
  const first = ask()
  while (clock.tries === 0) await new Promise(setImmediate)
  pages.invalidate('petition:1')
  goOn()
  expect(await (await first).text()).toBe('1')
  clock.now += 1_000
  await expect.poll(read).toBe(2)
})

test('a page is rendered once for everybody, until what it shows has changed', async () => {
  const { clock, pages, read } = await openPage()
  expect(await read()).toBe(1)
  expect(await read()).toBe(1)
  pages.invalidate('petition:2')
  clock.now += 5_000
  expect(await read()).toBe(1)
  pages.invalidate('petition:1')
  await read()
  expect(await read()).toBe(2)
})

test('whoever has a page asks for it again for nothing, however often it was rendered since, until it looks different', async () => {
  const { clock, ask } = await openPage()
  clock.text = 'Updated 4:11 p.m.'
  const first = await ask()
  const known: Record<string, string>[] = [
    { 'if-none-match': first.headers.get('etag')! },
    { 'if-modified-since': first.headers.get('last-modified')! },
  ]
  clock.now += 31_000
  await ask()
  await expect.poll(() => clock.renderings).toBe(2)
  for (const headers of known) expect((await ask(headers)).status).toBe(304)
  clock.text = 'Updated 4:12 p.m.'
  clock.now += 31_000
  await ask()
  await expect.poll(() => clock.renderings).toBe(3)
  for (const headers of known) expect((await ask(headers)).status).toBe(200)
})

test('a petition that opens or closes by the clock is shown so within half a minute, though nothing was announced', async () => {
  const { clock, read } = await openPage()
  await read()
  clock.now += 30_000
  expect(await read()).toBe(2)
})

test('a page that nobody can render anew stays as it was', async () => {
  const { clock, read } = await openPage()
  await read()
  clock.isAway = true
  clock.now += 60_000
  expect(await read()).toBe(1)
})

test('an answer of 500 never takes the place of a page: it stays for hours, says how old it is, and comes back by itself', async () => {
  const { clock, ask, read } = await openPage()
  const fresh = await ask()
  expect([fresh.headers.get('age'), fresh.headers.get('warning')]).toEqual([null, null])
  clock.status = 500
  for (const hours of [0.1, 1, 6]) {
    clock.now = 1_000_000 + hours * 3_600_000
    const old = await ask()
    expect([old.status, await old.text(), old.headers.get('age'), old.headers.get('warning')]).toEqual([
      200,
      '1',
      String(hours * 3_600),
      '111 - "Revalidation Failed"',
    ])
  }
  const unchanged = await ask({ 'if-none-match': fresh.headers.get('etag')! })
  expect([unchanged.status, unchanged.headers.get('age')]).toEqual([304, '21600'])
  clock.status = 200
  clock.now += 2_000
  await read()
  expect(await read()).toBe(5)
})

test('while a page cannot be rendered it is tried once a second, not for each reader', async () => {
  const { clock, read } = await openPage()
  await read()
  clock.isAway = true
  clock.now += 60_000
  await read()
  for (let reader = 0; reader < 20; reader += 1) expect(await read()).toBe(1)
  expect(clock.tries).toBe(2)
  clock.now += 1_000
  await read()
  expect(clock.tries).toBe(3)
})

test('where rendering hangs, the first readers wait for a moment and all others not at all', async () => {
  const { clock, read } = await openPage()
  await read()
  let goOn = () => {}
  clock.hangs = new Promise((resolve) => (goOn = resolve))
  clock.now += 60_000
  const timer = vi.spyOn(globalThis, 'setTimeout')
  onTestFinished(() => timer.mockRestore())
  const waits = () => timer.mock.calls.filter(([, milliseconds]) => milliseconds === longestWait).length
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
  const ofTheFirst = waits()
  expect(ofTheFirst).toBeGreaterThan(0)
  for (let reader = 0; reader < 5; reader += 1) expect(await read()).toBe(1)
  expect(waits()).toBe(ofTheFirst)
  expect(clock.tries).toBe(2)
  goOn()
  clock.hangs = null
  await expect.poll(read).toBe(2)
})

test('a page that was never rendered and cannot be now is an error, and nothing is kept of it', async () => {
  const { clock, ask, read } = await openPage()
  clock.isAway = true
  expect((await ask()).status).toBe(500)
  clock.isAway = false
  expect(await read()).toBe(1)
})

test('when news cannot reach us, pages are rendered anew by themselves', async () => {
  const { clock, pages, read } = await openPage()
  await read()
  pages.setListening(false)
  clock.now += 5_000
  expect(await read()).toBe(2)
})

test('the page that everybody reads stays in memory, however many others are read once', async () => {
  const renderings = new Map<string, number>()
  const render = async (key: string): Promise<Rendered> => {
    renderings.set(key, (renderings.get(key) ?? 0) + 1)
    return { status: 200, headers: {}, body: Buffer.from(key), tags: [] }
  }
  const pages = createPageCache(render, {}, () => 1_000_000)
  const read = (key: string) =>
    pages.serve(key, { headers: {} } as http.IncomingMessage, { writeHead() {}, end() {} } as never)
  for (let place = 0; place < 1_200; place += 1) {
    await read('/en')
    await read(`/en/places/${place}`)
  }
  expect(renderings.get('/en')).toBe(1)
  await read('/en/places/0')
  expect(renderings.get('/en/places/0')).toBe(2)
})

test.for([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['br;q=0.5, gzip;q=1.0', 'gzip'],
  ['br; q=0, gzip', 'gzip'],
  ['br;q=0.000, gzip;q=0', null],
  ['identity', null],
  ['*', 'br'],
  ['deflate', null],
])('a reader who accepts “%s” gets %s', async ([accepted, encoding]) => {
  const { ask } = await openPage()
  const { headers } = await ask({ 'accept-encoding': accepted! })
  expect(headers.get('content-encoding')).toBe(encoding)
})

test('a page that somebody has is not sent to them again', async () => {
  const { ask } = await openPage()
  const { headers } = await ask()
  const etag = headers.get('etag')!
  const since = headers.get('last-modified')!
  const status = async (given: Record<string, string>) => (await ask(given)).status
  expect([
    await status({ 'if-none-match': `W/"other", ${etag}` }),
    await status({ 'if-none-match': `W/${etag}` }),
    await status({ 'if-none-match': '*' }),
    await status({ 'if-modified-since': since }),
  ]).toEqual([304, 304, 304, 304])
  expect([
    await status({ 'if-none-match': `"${etag.slice(1, -2)}"` }),
    await status({ 'if-none-match': '"other"', 'if-modified-since': since }),
    await status({ 'if-modified-since': new Date(0).toUTCString() }),
  ]).toEqual([200, 200, 200])
})
