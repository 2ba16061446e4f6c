import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

/**
 * The network to count a request under.
 *
 * @param hops proxies in front of us; each has added one address at the right of X-Forwarded-For, the rest anyone can make up
 */
export function clientNetwork(request: IncomingMessage, hops: number): string {
  return networkOf(proxyAddr(request, (_, hop) => hop < hops) ?? '')
}

/** One source for each IPv4 address, and for each /64 of IPv6, which is what one household gets. */
export function networkOf(address: string): string {
  const plain = withoutPort(address)
  if (!ipaddr.isValid(plain)) return plain
  const known = ipaddr.process(plain)
  if (known instanceof ipaddr.IPv4) return known.toString()
  return known.parts
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')
}

/** Some proxies add the client's port, which is another for every connection. */
function withoutPort(address: string): string {
  const [, inBrackets, beforePort] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? []
  return inBrackets ?? beforePort ?? address
}
