import type { IncomingMessage, ServerResponse } from 'node:http'
import { refuseUnread } from './refuse-unread.server'

/** Answers with a page that no route made. When the request's body was not read, the connection ends with it. */
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
  response.writeHead(status, headers)
  response.end(html)
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
