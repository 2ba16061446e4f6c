import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { createServer, startServer, stopServer } from '~/web/http/server.server'

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
  await stopServer(server, 0)
})
