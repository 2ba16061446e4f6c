import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPageCache, type Rendered } from '~/web/page-cache.server'

/** A server with one kept page that says how often it was rendered, and a clock that is set by hand. */
async function openPage() {
  const clock = { now: 1_000_000, isAway: false, renderings: 0 }
  const render = async (): Promise<Rendered> => {
    if (clock.isAway) throw new Error('the database is away')
    clock.renderings += 1
    return { status: 200, headers: { 'content-type': 'text/plain' }, body: Buffer.from(String(clock.renderings)), tags: ['petition:1'] }
  }
  const pages = createPageCache(render, {}, () => clock.now)
  const server = http.createServer((request, response) => void pages.serve('/en', request, response)).listen(0)
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const read = async () => Number(await (await fetch(`http://127.0.0.1:${port}/`)).text())
  return { clock, pages, read }
}

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

test('when news cannot reach us, pages are rendered anew by themselves', async () => {
  const { clock, pages, read } = await openPage()
  await read()
  pages.setListening(false)
  clock.now += 5_000
  expect(await read()).toBe(2)
})
