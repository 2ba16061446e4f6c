import http, { type RequestListener, type Server } from 'node:http'

/**
 * A server that limits the size of headers, and the time for headers and requests.
 *
 * @param requestTimeout milliseconds from a request's first byte to its last
 */
export function createServer(requestTimeout: number, serve: RequestListener): Server {
  return http.createServer(
    {
      maxHeaderSize: 16 * 1024,
      headersTimeout: Math.min(10_000, requestTimeout),
      requestTimeout,
      keepAliveTimeout: 15_000,
      connectionsCheckingInterval: 2_000,
    },
    serve,
  )
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

/**
 * Stops accepting requests, and cuts those still unanswered after a while.
 *
 * @param patience milliseconds
 */
export function stopServer(server: Server, patience: number): Promise<void> {
  server.closeIdleConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
    setTimeout(() => server.closeAllConnections(), patience).unref()
  })
}
