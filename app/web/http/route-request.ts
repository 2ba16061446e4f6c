import type { IncomingMessage } from 'node:http'

const passedOn = ['accept', 'accept-language', 'content-type', 'cookie', 'if-none-match', 'if-range', 'range']

/** The request as the routes see it: without the sender's address or user agent. */
export function routeRequest(
  incoming: IncomingMessage,
  url: URL,
  body: Buffer | FormData | null = null,
  signal: AbortSignal | null = null,
): Request {
  const headers = new Headers()
  for (const name of passedOn) {
    const value = incoming.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  // A parsed form is encoded again, with a new boundary.
  if (body instanceof FormData) headers.delete('content-type')
  return new Request(url, {
    method: incoming.method ?? 'GET',
    headers,
    signal,
    ...(body ? { body: body instanceof FormData ? body : new Uint8Array(body) } : {}),
  })
}
