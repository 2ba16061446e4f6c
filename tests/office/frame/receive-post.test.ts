import { mkdtemp, readdir, rm } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { openReception } from '~/office/frame/receive-post.server'
import { test, type World } from '../../support/firme-test'

/** Posts a form with a picture to an editor of somebody who is signed out. @returns what the office keeps of it */
async function uploads(world: World, fields: Record<string, string>, picture: number) {
  const folder = await mkdtemp(path.join(tmpdir(), 'firme-received-'))
  const context = { db: world.as.office, now: () => world.at, keyring: world.keyring }
  const receive = openReception(
    { ...context, noteForgedRole: () => {}, noteError: () => {} },
    () => ({ right: 'edit', uploads: 'picture' }),
    folder,
  )
  const server = http.createServer((request, response) => {
    receive(request, response, new URL(request.url!, 'https://office.example.org')).then(
      (received) => response.end(JSON.stringify(received)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('picture-picture', new Blob([new Uint8Array(picture)]), 'march.jpg')
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/office/x`, {
    method: 'POST',
    body,
  })
  const kept = (await answer.json()) as unknown
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
  await new Promise((resolve) => server.close(resolve))
  return kept
}

test('“Upload” after signing out keeps what was typed, without the picture, however large that is', async ({
  world,
}) => {
  const typed = { text_en: 'Half an hour of writing', putPicture: 'picture' }
  expect(await uploads(world, typed, 3_000_000)).toMatchObject({
    status: 403,
    why: 'signed-out',
    typed: { target: '/office/x', fields: Object.entries(typed), isWithoutFile: true },
  })
})

test('whoever is signed out makes the office hold no more than a short form', async ({ world }) => {
  expect(await uploads(world, { text_en: 'x'.repeat(70_000) }, 10)).not.toHaveProperty('typed')
})
