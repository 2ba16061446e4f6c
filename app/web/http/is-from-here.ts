import type { IncomingMessage } from 'node:http'
import { isLoopback } from '~/channel-states'

const loopbackAddresses = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * Whether the request comes from this machine, and not through a proxy. `Host` alone proves nothing: the client sets
 * it.
 */
export function isFromHere({ socket, headers }: IncomingMessage): boolean {
  return (
    loopbackAddresses.has(socket.remoteAddress ?? '') &&
    isLoopback(`http://${headers.host}`) &&
    !('x-forwarded-for' in headers || 'forwarded' in headers)
  )
}
