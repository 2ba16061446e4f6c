import type { IncomingMessage } from 'node:http'

/** The network to count a request under. @param hops proxies in front of us */
export function clientNetwork({ socket, headers }: IncomingMessage, hops: number): string {
  const forwarded = headers['x-forwarded-for']
  return networkOf(
    clientAddress(socket.remoteAddress ?? '', Array.isArray(forwarded) ? forwarded.join(',') : forwarded, hops),
  )
}

/**
 * The address to count a request under: what the nearest proxy we trust saw, or the socket's own.
 *
 * @param forwarded the X-Forwarded-For header, as received
 * @param hops      proxies in front of us; each has added one address at the right, the rest anyone can make up
 */
export function clientAddress(socketAddress: string, forwarded: string | undefined, hops: number): string {
  if (hops === 0 || !forwarded) return socketAddress
  const addresses = forwarded.split(',').map((address) => address.trim())
  return addresses[addresses.length - hops] ?? addresses[0] ?? socketAddress
}

/** One source for each IPv4 address, and for each /64 of IPv6, which is what one household gets. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/s, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  return [...first, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
