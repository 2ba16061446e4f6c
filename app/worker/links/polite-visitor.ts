import robotsParser from 'robots-parser'
import type { LinkAnswer, LinkFailure, LinkRequest } from '~/channels/links/open-link.server'

/** What came of visiting a link. */
export interface Visited {
  /** Of the last answer, which may be the one about robots.txt; null when there was none, or robots may not look. */
  status: number | null
  failure: LinkFailure | 'robots' | 'redirects' | null
}

export interface VisitorOptions {
  open: (url: URL, request: LinkRequest) => Promise<LinkAnswer>
  isAllowed: (address: string) => boolean
  /** Name of this site, for the servers that are visited. */
  publicUrl: string
  /** Waits. @param milliseconds that a server has to be left alone for */
  rest: (milliseconds: number) => Promise<void>
  /** Milliseconds, for the time between two requests. */
  clock: () => number
  /** Ends every request that is under way. */
  signal: AbortSignal
}

/** What to say of a page that is left alone; null: it may be visited. */
type Rules = (url: string) => Visited | null

const name = 'FirmeLinkCheck'
const betweenRequests = 1_000
const timeout = 15_000
const mostRedirects = 5
const robotsBytes = 200_000

/**
 * Visits links as a polite robot does: one request a second to a server, and none that its robots.txt forbids (RFC
 * 9309). Asks for the head of a page, and for the page itself only when the head was refused.
 */
export function politeVisitor({ open, isAllowed, publicUrl, rest, clock, signal }: VisitorOptions) {
  const freeAt = new Map<string, number>()
  const rules = new Map<string, Promise<Rules>>()
  const agent = `${name}/1.0 (+${publicUrl})`

  async function ask(url: URL, method: 'HEAD' | 'GET', bodyBytes = 0): Promise<LinkAnswer> {
    const free = freeAt.get(url.host) ?? 0
    const begins = Math.max(free, clock())
    freeAt.set(url.host, begins + betweenRequests)
    if (begins > clock()) await rest(begins - clock())
    return open(url, { method, bodyBytes, agent, timeout, isAllowed, signal })
  }

  /** A server without rules, or without an answer to the question, forbids nothing; one that is broken, everything. */
  async function readRules(origin: string): Promise<Rules> {
    const address = new URL('/robots.txt', origin)
    const answer = await ask(address, 'GET', robotsBytes)
    if (answer.outcome === 'failed') return () => null
    const { status } = answer
    if (status >= 500) return () => ({ status, failure: null })
    if (status !== 200) return () => null
    const robots = robotsParser(address.href, answer.body)
    return (url) => ((robots.isAllowed(url, name) ?? true) ? null : { status: null, failure: 'robots' })
  }

  async function whyNot(url: URL): Promise<Visited | null> {
    const known = rules.get(url.origin) ?? readRules(url.origin)
    rules.set(url.origin, known)
    return (await known)(url.href)
  }

  return async function visit(link: string): Promise<Visited> {
    let url = new URL(link)
    for (let redirects = 0; redirects <= mostRedirects && !signal.aborted; redirects += 1) {
      if (!/^https?:$/.test(url.protocol)) return { status: null, failure: 'no-answer' }
      const forbidden = await whyNot(url)
      if (forbidden) return forbidden
      const head = await ask(url, 'HEAD')
      const answer = head.outcome === 'answered' && head.status < 400 ? head : await ask(url, 'GET')
      if (answer.outcome === 'failed') return { status: null, failure: answer.failure }
      const { status, location } = answer
      if (status < 300 || status >= 400 || !location) return { status, failure: null }
      if (!URL.canParse(location, url)) return { status, failure: 'redirects' }
      url = new URL(location, url)
    }
    return { status: null, failure: 'redirects' }
  }
}
