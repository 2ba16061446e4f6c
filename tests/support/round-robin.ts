import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/**
 * A proxy as HAProxy is usually set up: it takes turns, keeps connections to the servers, asks `/healthz` of each, and
 * gives a request to another server only when a connection is refused (`option redispatch`). What breaks after the
 * request was sent is a 502: it may have been acted on.
 *
 * @returns its address
 */
export async function openRoundRobin(urls: readonly string[]): Promise<string> {
  const servers = urls.map((url) => ({ url, isUp: true, agent: new http.Agent({ keepAlive: true }) }))
  let turn = 0
  let isOver = false

  const checking = Promise.all(
    servers.map(async (server) => {
      for (; !isOver; await sleep(100)) server.isUp = await isHealthy(server.url)
    }),
  )
  const proxy = http.createServer((request, response) => void pass(request, response))
  // The proxy itself must not close a connection just when its client uses it again.
  proxy.keepAliveTimeout = 600_000
  await new Promise<void>((resolve) => proxy.listen(0, resolve))
  onTestFinished(async () => {
    isOver = true
    await checking
    for (const { agent } of servers) agent.destroy()
    proxy.closeAllConnections()
    proxy.close()
  })
  return `http://localhost:${(proxy.address() as AddressInfo).port}`

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray())
    for (let tries = 0; tries < servers.length; tries += 1) {
      const up = servers.filter(({ isUp }) => isUp)
      turn += 1
      const server = up[turn % up.length]
      if (!server) break
      const error = await forward(server, request, body, response)
      if (error === null) return
      if (error.code !== 'ECONNREFUSED') return void response.writeHead(502).end()
      server.isUp = false
    }
    response.writeHead(504).end()
  }
}

/** @returns why nothing was answered, or null */
function forward(
  { url, agent }: { url: string; agent: http.Agent },
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): Promise<NodeJS.ErrnoException | null> {
  const { connection: _, ...headers } = request.headers
  return new Promise((resolve) =>
    http
      .request(`${url}${request.url}`, { agent, method: request.method!, headers }, (answer) => {
        const { connection: __, 'keep-alive': ___, ...given } = answer.headers
        response.writeHead(answer.statusCode!, given)
        answer.pipe(response)
        answer.once('error', () => response.destroy())
        answer.once('end', () => resolve(null))
      })
      .once('error', resolve)
      .end(body),
  )
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) =>
    http
      .get(`${url}/healthz`, { agent: false, timeout: 10_000 }, (answer) => {
        answer.resume()
        resolve(answer.statusCode === 200)
      })
      .once('timeout', function (this: http.ClientRequest) {
        this.destroy()
      })
      .once('error', () => resolve(false)),
  )
}
