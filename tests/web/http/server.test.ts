import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { createServer, isGoing, startServer, stopServer } from '~/web/http/server.server'

test('a body that never comes to its end is given up with 408', async () => {
  const server = createServer(500, () => {})
  await startServer(server, 0)
  const status = await new Promise<number>((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    const options = { method: 'POST', port, headers: { 'content-length': '100' } }
    const request = http.request(options, (response) => resolve(response.statusCode!))
    request.on('error', reject)
    request.write('given_name=R')
  })
  expect(status).toBe(408)
  await stopServer(server, 0, 0)
})

/** A server whose answers are given by hand, and a browser that keeps its connections. */
async function open() {
  const waiting: http.ServerResponse[] = []
  const server = createServer(20_000, (request, response) => {
    if (request.url === '/at-once') response.end('here')
    else if (request.url === '/events') response.setHeader('content-type', 'text/event-stream').write('data: 1\n\n')
    else waiting.push(response)
  })
  await startServer(server, 0)
  const agent = new http.Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const ask = (path: string) =>
    new Promise<{ connection: string | undefined; text: string }>((resolve, reject) => {
      const { port } = server.address() as AddressInfo
      http
        .get({ port, path, agent }, (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk)).once('error', reject)
          const { connection } = answer.headers
          answer.once('end', () => resolve({ connection, text: Buffer.concat(chunks).toString() }))
        })
        .once('error', reject)
    })
  return { server, waiting, ask }
}

test('a server that is going still answers, asks to close the connection, and finishes what was in hand', async () => {
  const { server, waiting, ask } = await open()
  expect(await ask('/at-once')).toEqual({ connection: 'keep-alive', text: 'here' })
  const slow = ask('/slow')
  while (waiting.length === 0) await setImmediate()

  const stopped = stopServer(server, 300, 5_000)
  expect(isGoing(server)).toBe(true)
  expect(await ask('/at-once')).toEqual({ connection: 'close', text: 'here' })
  while (server.listening) await sleep(5)
  waiting[0]!.end('done')
  expect(await slow).toEqual({ connection: 'close', text: 'done' })
  await stopped
})

test('whoever watches live figures does not hold up a server that is going', { timeout: 10_000 }, async () => {
  const { server, ask } = await open()
  const watching = ask('/events').catch((error: Error) => error)
  while (await isIdle(server)) await setImmediate()
  await stopServer(server, 0, 30_000)
  expect(await watching).toBeInstanceOf(Error)
})

function isIdle(server: http.Server): Promise<boolean> {
  return new Promise((resolve) => server.getConnections((_, count) => resolve(count === 0)))
}
