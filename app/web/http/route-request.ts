import type { IncomingMessage } from 'node:http'

const passedOn = ['accept', 'accept-language', 'content-type', 'cookie']

/** What the routes see of a request: not who asks, so no address and no user agent. */
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
  // A form that was read already is written once more, with a boundary of its own.
  if (body instanceof FormData) headers.delete('content-type')
  return new Request(url, {
    method: incoming.method ?? 'GET',
    headers,
    signal,
    ...(body ? { body: body instanceof FormData ? body : new Uint8Array(body) } : {}),
  })
}
