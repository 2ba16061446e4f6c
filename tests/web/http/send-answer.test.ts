import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { sendAnswer } from '~/web/http/send-answer.server'

test.for([
  ['POST', '/en/petitions/no-287g/check', '/en/petitions/no-287g/check#'],
  ['POST', '/office/team#invitations', '/office/team#invitations'],
  ['GET', '/en', '/en'],
])('a browser that is sent on after %s to %s goes to %s', async ([method, location, to]) => {
  const server = http.createServer((request, response) =>
    sendAnswer(request, response, new Response(null, { status: 303, headers: { location: location! } })),
  )
  await new Promise<void>((resolve) => server.listen(0, resolve))
  try {
    const url = `http://localhost:${(server.address() as AddressInfo).port}/en/petitions/no-287g`
    const answer = await fetch(url, { method: method!, redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(to)
    expect(answer.headers.get('cache-control')).toBe('no-store')
  } finally {
    server.close()
  }
})
