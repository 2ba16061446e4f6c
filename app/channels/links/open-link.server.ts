import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** What a web server answered, or why there is no answer. */
export type LinkAnswer =
  | { outcome: 'answered'; status: number; location: string | null; body: string }
  | { outcome: 'failed'; failure: LinkFailure }

/** `private`: the name leads to an address that is not on the public internet. */
export type LinkFailure = 'private' | 'unknown-host' | 'refused' | 'timeout' | 'certificate' | 'no-answer'

export interface LinkRequest {
  method: 'HEAD' | 'GET'
  /** Bytes of the body to read; 0: none. */
  bodyBytes: number
  agent: string
  /** Milliseconds for everything. */
  timeout: number
  /** Ends the request sooner. */
  signal: AbortSignal
  /** Whether an address may be connected to. */
  isAllowed: (address: string) => boolean
}

/**
 * Asks a web server once; redirects are not followed. The connection goes to the very address that was checked: a name
 * that leads elsewhere a moment later cannot reach this machine or its network.
 */
export function openLink(url: URL, request: LinkRequest): Promise<LinkAnswer> {
  const { method, agent, timeout, signal, isAllowed } = request
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  // For an address there is no lookup that could refuse.
  if (isIP(literal) && !isAllowed(literal)) return Promise.resolve({ outcome: 'failed', failure: 'private' })
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve({ outcome: 'failed', failure: failureOf(error) })
    const sent = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method,
        agent: false,
        lookup: checkedLookup(isAllowed),
        signal: AbortSignal.any([AbortSignal.timeout(timeout), signal]),
        headers: { 'user-agent': agent, accept: 'text/html,*/*;q=0.8' },
      },
      (response) => {
        const answer = (body: string): void =>
          resolve({
            outcome: 'answered',
            status: response.statusCode ?? 0,
            location: response.headers.location ?? null,
            body,
          })
        readSome(response, request.bodyBytes).then(answer, fail)
      },
    )
    sent.on('error', fail)
    sent.end()
  })
}

/** Whether an address is on the public internet: not this machine, its network, a provider's metadata, or multicast. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast'
}

/** Refuses a name as soon as one of its addresses is not allowed. */
function checkedLookup(isAllowed: (address: string) => boolean) {
  return (
    host: string,
    options: LookupOptions,
    done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
  ) =>
    lookup(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, [])
      if (!found.every(({ address }) => isAllowed(address)))
        return done(Object.assign(new Error('a private address'), { code: 'EPRIVATE' }), [])
      return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)
    })
}

async function readSome(response: http.IncomingMessage, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  if (most > 0)
    for await (const chunk of response) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size >= most) break
    }
  response.destroy()
  return Buffer.concat(chunks).subarray(0, most).toString('utf8')
}

function failureOf(error: NodeJS.ErrnoException): LinkFailure {
  const { code = '', name } = error
  if (code === 'EPRIVATE') return 'private'
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'unknown-host'
  if (code === 'ECONNREFUSED') return 'refused'
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout'
  return /CERT|SSL|TLS|SIGNATURE|SELF_SIGNED/.test(code) ? 'certificate' : 'no-answer'
}
