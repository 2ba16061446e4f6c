import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'

/**
 * The network under which a request is counted.
 *
 * @param hops trusted proxies in front of us; each appended one address to X-Forwarded-For, and anything further left
 *   can be forged
 */
export function clientNetwork(request: IncomingMessage, hops: number): string {
  return networkOf(proxyAddr(request, (_, hop) => hop < hops) ?? '')
}

/** One key per IPv4 address, and per IPv6 /64, which is what one household gets. */
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

/** Some proxies add the client's port, which differs for every connection. */
function withoutPort(address: string): string {
  const [, inBrackets, beforePort] = /^\[([^\]]*)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address) ?? []
  return inBrackets ?? beforePort ?? address
}
