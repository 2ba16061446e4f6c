import http, { type RequestListener, type Server } from 'node:http'

/**
 * A server that bounds the headers, and how long they and a request may take.
 *
 * @param requestTimeout milliseconds from the first byte of a request to its last
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

/** @throws when nobody may listen there, such as a port that is taken */
export function startServer(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => server.once('error', reject).listen(port, resolve))
}

/** Takes no more requests, and cuts those that are not answered after a while. @param patience milliseconds */
export function stopServer(server: Server, patience: number): Promise<void> {
  server.closeIdleConnections()
  return new Promise((resolve) => {
    server.close(() => resolve())
    setTimeout(() => server.closeAllConnections(), patience).unref()
  })
}
