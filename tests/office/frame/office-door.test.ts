import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createOfficeDoor } from '~/office/frame/office.server'
import { deviceHeader } from '~/office/guard/devices.server'
import { keyringFrom } from '~/vault/keyring.server'
import { openLog } from '~/web/http/log.server'
import { envInPublic } from '../../support/settings'
import { templateKey } from '../../support/template'

const keyring = keyringFrom(templateKey)

/** The office's door with nothing behind it. @returns posts to the sign-in page, and closes */
async function openDoor() {
  const server = createOfficeDoor(envInPublic, openLog({ logLevel: 'silent' }), {
    files: async () => false,
    receive: async () => ({
      outcome: 'received',
      body: Buffer.alloc(0),
      files: [],
      typed: null,
      close: async () => {},
    }),
    site: async () => new Response('taken', { status: 200 }),
    keyring: () => keyring,
    lock: () => null,
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/office/sign-in`
  const post = async (cookie?: string) => {
    const headers = { 'sec-fetch-site': 'same-origin', ...(cookie ? { cookie } : {}) }
    return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams({ intent: 'password' }) })).status
  }
  return { post, close: () => new Promise((resolve) => server.close(resolve)) }
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
