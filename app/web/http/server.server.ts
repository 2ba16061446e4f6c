import { once } from 'node:events'
import http, { type RequestListener, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a server is doing. */
interface Serving {
  isGoing: boolean
  /** Answers that have not been sent in full. */
  inHand: Set<ServerResponse>
}

const servingOf = new WeakMap<Server, Serving>()

/**
 * A server that limits the size of headers, and the time for headers and requests.
 *
 * @param requestTimeout milliseconds from a request's first byte to its last
 */
export function createServer(requestTimeout: number, serve: RequestListener): Server {
  const serving: Serving = { isGoing: false, inHand: new Set() }
  const server = http.createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: Math.min(10_000, requestTimeout),
      requestTimeout,
      keepAliveTimeout: 15_000,
      connectionsCheckingInterval: 2_000,
    },
    (request, response) => {
      if (serving.isGoing) closeAfter(response)
      serve(request, response)
      // Cached pages are sent at once.
      if (response.writableEnded) return
      serving.inHand.add(response)
      response.once('close', () => serving.inHand.delete(response))
    },
  )
  servingOf.set(server, serving)
  return server
}

/**
 * @param host the address to listen on; null for all
 * @throws when it cannot listen there, for example because the port is in use
 */
export function startServer(server: Server, port: number, host: string | null = null): Promise<void> {
  return new Promise((resolve, reject) =>
    server.once('error', reject).listen({ port, ...(host ? { host } : {}) }, resolve),
  )
}

/** Whether the server was told to stop, and is still answering. */
export function isGoing(server: Server): boolean {
  return servingOf.get(server)!.isGoing
}

/**
 * Stops a server so that nobody notices who can be served by another one. While it is going, `/readyz` says so, every
 * answer asks the client to close its connection, and requests are still taken: a proxy needs a moment to look. Then
 * it takes no more connections, finishes what is in hand, and closes the idle connections.
 *
 * @param grace milliseconds in which it is going
 * @param patience milliseconds until requests that are still unanswered are cut
 */
export async function stopServer(server: Server, grace: number, patience: number): Promise<void> {
  const serving = servingOf.get(server)!
  serving.isGoing = true
  for (const response of serving.inHand) if (!response.headersSent) closeAfter(response)
  await sleep(grace)
  const closed = once(server, 'close')
  server.close()
  // Answers that had begun have promised to keep their connection.
  server.keepAliveTimeout = 1
  for (const response of serving.inHand) if (isEndless(response)) response.destroy()
  const cut = setTimeout(() => server.closeAllConnections(), patience)
  await closed
  clearTimeout(cut)
}

/** Node then sends `Connection: close`; unlike a header, this also works with heads that are sent as they are. */
function closeAfter(response: ServerResponse): void {
  response.shouldKeepAlive = false
}

/** Events go on for as long as somebody watches; the browser connects again by itself. */
function isEndless(response: ServerResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream')
}
