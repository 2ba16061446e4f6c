import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createOfficeDoor } from '~/office/frame/office.server'
import type { RefusedPost } from '~/office/frame/receive-post.server'
import { deviceHeader } from '~/office/guard/devices.server'
import { keyringFrom } from '~/vault/keyring.server'
import { openLog } from '~/web/http/log.server'
import { envInPublic } from '../../support/settings'
import { templateKey } from '../../support/template'

const keyring = keyringFrom(templateKey)

/** The office's door with nothing behind it. @returns posts to the sign-in page, and closes */
async function openDoor(
  refused: RefusedPost | null = null,
  site: (request: Request) => Promise<Response> = async () => new Response('taken', { status: 200 }),
) {
  const server = createOfficeDoor(envInPublic, openLog({ logLevel: 'silent' }), {
    files: async () => false,
    receive: async () =>
      refused ?? {
        outcome: 'received',
        body: Buffer.alloc(0),
        files: [],
        typed: null,
        close: async () => {},
      },
    site,
    keyring: () => keyring,
    lock: () => null,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/office/sign-in`
  const post = async (cookie?: string) => {
    const headers = { 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) }
    return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ intent: 'password' }) })).status
  }
  const ask = async (path: string, cookie: string, method = 'POST') => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: { 'sec-fetch-site': 'same-origin', cookie, 'accept-language': 'es' },
      ...(method === 'POST' ? { body: new URLSearchParams({ intent: 'x' }) } : {}),
    })
    return { status: answer.status, text: await answer.text() }
  }
  return { post, ask, close: () => new Promise((resolve) => server.close(resolve)) }
}

test('whoever tries thirty times in five minutes is held back with their network, and browsers known to the office are not', async () => {
  const { post, close } = await openDoor()
  const known = deviceHeader(keyring, '00000000-0000-4000-8000-000000000001').split(';')[0]!
  for (let time = 0; time < 30; time += 1) expect(await post()).toBe(200)
  expect(await post()).toBe(429)
  expect(await post(known)).toBe(200)
  expect(await post(known.replace(/\.[\w-]{4}/, '.aaaa'))).toBe(429)
  for (let time = 1; time < 30; time += 1) await post(known)
  expect(await post(known)).toBe(429)
  await close()
})

test('an address with NUL in it is refused before any route reads it', async () => {
  const { ask, close } = await openDoor()
  for (const path of ['/office/people?tag=a%00', '/office/audit?q=%00', '/office/people/%00'])
    for (const method of ['GET', 'POST']) expect((await ask(path, '', method)).status, path).toBe(400)
  expect((await ask('/office/people?tag=%2500', '', 'GET')).status).toBe(200)
  await close()
})

test('what is too large or not there is said in the frame of who is signed in, and on a plain page to others', async () => {
  const framed = async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    if (!pathname.startsWith('/office/refused/')) return new Response(null, { status: 404 })
    if (!request.headers.get('cookie')?.includes('in=1')) return new Response(null, { status: 302 })
    return new Response(`<nav></nav>${pathname}${search}`, {
      status: Number(pathname.split('/').at(-1)),
      headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" },
    })
  }
  const tooLarge = { outcome: 'refused', status: 413, why: 'too-large', language: 'es' } as const
  const refusing = await openDoor(tooLarge, framed)
  expect(await refusing.ask('/office/settings', 'in=1')).toEqual({
    status: 413,
    text: '<nav></nav>/office/refused/413?why=too-large',
  })
  const plain = await refusing.ask('/office/settings', 'in=0')
  expect(plain.status).toBe(413)
  expect(plain.text).toContain('<html lang="es">')
  await refusing.close()
  const missing = await openDoor(null, framed)
  expect(await missing.ask('/office/pictures/none', 'in=1', 'GET')).toEqual({
    status: 404,
    text: '<nav></nav>/office/refused/404',
  })
  await missing.close()
  // The frame would have to guess how long.
  const tooMany = await openDoor(null, framed)
  const posts = async () => tooMany.ask('/office/sign-in', 'in=1')
  for (let time = 0; time < 30; time += 1) await posts()
  const held = await posts()
  expect(held.status).toBe(429)
  expect(held.text).not.toContain('<nav>')
  expect(held.text).toMatch(/\d+ (segundos|minutos?)/)
  await tooMany.close()
  const broken = await openDoor(tooLarge, async () => Promise.reject(new Error('away')))
  expect((await broken.ask('/office/settings', 'in=1')).text).toContain('<html lang="es">')
  await broken.close()
})

test('an address that only takes forms says so as a page, and no link can have the office say that something was refused', async () => {
  const remix = { 'content-type': 'application/json; charset=utf-8', 'x-remix-error': 'yes' }
  const { ask, close } = await openDoor(null, async (request) =>
    new URL(request.url).pathname === '/office/sign-out'
      ? new Response('{"message":"You made a GET request"}', { status: 400, headers: remix })
      : new Response('Es demasiado texto', { status: 413, headers: { 'content-type': 'text/html' } }),
  )
  const opened = await ask('/office/sign-out', '', 'GET')
  expect([opened.status, opened.text.includes('You made'), opened.text.includes('Eso no se puede')]).toEqual([
    405,
    false,
    true,
  ])
  expect((await ask('/office/refused/413?why=too-large', 'in=1', 'GET')).status).toBe(404)
  await close()
})
