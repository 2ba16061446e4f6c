import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Milliseconds. A browser that is still sending when the connection is cut shows no page, so we read and discard for
 * this long.
 */
const lingering = 2_000

/**
 * Answers a request whose body was not read, and closes the connection. The answer is sent in full at once; the body is
 * discarded.
 *
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#lingering_close
 */
export async function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, page }: { status: number; headers: Record<string, string>; page: string },
): Promise<void> {
  const { socket } = request
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(page), connection: 'close' })
  response.write(page)
  request.on('error', () => {})
  request.resume()
  const end = new AbortController()
  const over = request.complete ? Promise.resolve() : once(request, 'close', { signal: end.signal })
  await Promise.race([over, sleep(lingering, undefined, { signal: end.signal })]).catch(() => {})
  end.abort()
  response.end()
  socket.destroySoon()
}
