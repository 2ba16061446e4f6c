import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { readBody } from '~/web/http/read-body.server'

test('a sender who has hung up before the body was asked for is noticed', async () => {
  const told = Promise.withResolvers<unknown>()
  const server = http.createServer((request) =>
    request.once('close', () => readBody(request).then(told.resolve, told.resolve)),
  )
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const socket = net.connect((server.address() as AddressInfo).port, 'localhost')
  socket.write('POST / HTTP/1.1\r\nHost: site\r\nContent-Length: 50\r\n\r\ngiven')
  server.once('request', () => socket.destroy())
  expect(await told.promise).toMatchObject({ message: 'the sender hung up' })
  server.close()
})
