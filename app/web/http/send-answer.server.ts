import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { sendResponse } from '@remix-run/node-fetch-server'
import { encode, encodingFor } from './compress.server'
import { refuseUnread } from './refuse-unread.server'
import { isGoing } from './server.server'

/** Sends a page that no route rendered. Closes the connection if the request's body was not read. */
export async function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  { status, html, policy }: { status: number; html: string; policy: string },
): Promise<void> {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
  }
  if (hasBody(request) && !request.complete) return refuseUnread(request, response, { status, headers, page: html })
  const encoding = encodingFor(request)
  const body = await encode(Buffer.from(html), encoding, 4)
  response.writeHead(status, {
    ...headers,
    vary: 'accept-encoding',
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    'content-length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}

/** Says whether a server should get requests, whatever else is down. A proxy stops sending them to one that is going. */
export function sendHealth(server: Server, response: ServerResponse): void {
  if (isGoing(server)) sendJson(response, 503, { status: 'going' })
  else sendJson(response, 200, { status: 'ok' })
}

/** Sends a route's response. Not cached unless the route says so. */
export async function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
  if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
  const location = answer.headers.get('location')
  if (location !== null && request.method === 'POST') answer.headers.set('location', afterPost(location))
  await sendResponse(response, answer)
}

/**
 * Redirect target after a post. A form's URL ends in the fragment `#errors`, which browsers carry over to the page they
 * are redirected to, unless that URL has its own fragment; an empty one is enough.
 */
export function afterPost(location: string): string {
  return location.includes('#') ? location : `${location}#`
}
