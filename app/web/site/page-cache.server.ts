import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isDeepStrictEqual } from 'node:util'
import fresh from 'fresh'
import { LRUCache } from 'lru-cache'
import { type Encoding, encode, encodingFor, isText } from '~/web/http/compress.server'

/** A rendered page. */
export interface Rendered {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** What it shows, such as `petition:<id>`; null when it must not be cached. */
  tags: string[] | null
}

interface Kept {
  rendered: Rendered
  tags: string[]
  renderedAt: number
  /** When rendering it again last failed; 0 for never. */
  failedAt: number
  isStale: boolean
  /** `etag` and `last-modified`. */
  validators: Record<string, string>
  variants: Record<Encoding, { body: Buffer; head: string[] }>
  notModified: string[]
}

/** Public pages in memory, rendered once and served until what they show has changed. */
export interface PageCache {
  /**
   * Answers from memory, rendering first if necessary. While a page cannot be rendered again, the old version is
   * served, and says so in `Age` and `Warning` (RFC 9111 §5.1, RFC 7234 §5.5).
   *
   * @param key see `keptKey`
   * @returns null once sent, synchronously when nothing must be rendered; else a page that is not cached, for the caller to send
   * @throws when a page that is not in memory cannot be rendered
   */
  serve(key: string, request: IncomingMessage, response: ServerResponse): null | Promise<Rendered | null>
  /** Whether the page can be served without rendering it first. */
  has(key: string): boolean
  /** Marks pages with this tag as changed; the next reader triggers a new rendering. */
  invalidate(tag: string): void
  /** Sets whether change notifications reach us; without them, pages are rendered again after two seconds. */
  setListening(isListening: boolean): void
}

/** Milliseconds that a stale page may still be shown: counts are never older than this. */
const staleFor = 1_000
const unheardFor = 2_000
/** Milliseconds. Time alone changes pages: a petition opens or closes. */
const freshFor = 30_000
const mostKept = 500
/** Milliseconds that a reader waits for a new rendering before the cached page is shown. Exported for tests. */
export const longestWait = 1_000
/** Milliseconds before a failed rendering is tried again. */
const triedAgainAfter = 1_000
const cacheControl = 'public, max-age=2, stale-while-revalidate=10, stale-if-error=600'

/**
 * @param render renders the page at a path, using the site's own handler
 * @param common headers of every response
 * @param now  milliseconds
 */
export function createPageCache(
  render: (key: string) => Promise<Rendered>,
  common: Record<string, string>,
  now: () => number,
): PageCache {
  const pages = new LRUCache<string, Kept>({ max: mostKept })
  const rendering = new Map<string, Promise<Kept | Rendered>>()
  /**
   * Number of change notifications so far: a rendering that was in progress when one arrived may show the old state.
   */
  let news = 0
  let isListening = true
  /** While rendering fails, nobody waits for it. */
  let isFailing = false

  function refresh(key: string): Promise<Kept | Rendered> {
    const running = rendering.get(key)
    if (running) return running
    const startedAt = now()
    const known = news
    const work = render(key)
      .then((rendered) => keep(key, rendered, startedAt, known))
      .then((page) => {
        isFailing = false
        return page
      }, failed)
      .finally(() => rendering.delete(key))
    rendering.set(key, work)
    return work

    function failed(error: unknown): never {
      isFailing = true
      const page = pages.get(key)
      if (page) page.failedAt = now()
      throw error
    }
  }

  async function keep(key: string, rendered: Rendered, startedAt: number, known: number): Promise<Kept | Rendered> {
    if (rendered.status >= 500) throw new Error(`rendering ${key} gave ${rendered.status}`)
    if (rendered.status !== 200 || rendered.tags === null) {
      pages.delete(key)
      return rendered
    }
    const before = pages.get(key)
    const page =
      before && isSame(before, rendered) ? { ...before, failedAt: 0 } : await prepare(rendered, common, startedAt)
    page.tags = rendered.tags
    page.renderedAt = startedAt
    page.isStale = news !== known
    pages.set(key, page)
    return page
  }

  function isDue(page: Kept): boolean {
    const longest = page.isStale ? staleFor : isListening ? freshFor : unheardFor
    return now() - page.renderedAt >= longest
  }

  async function renew(key: string, page: Kept | undefined): Promise<Kept | Rendered> {
    if (!page) return refresh(key)
    if (page.failedAt > 0 && now() - page.failedAt < triedAgainAfter) return page
    const renewing = refresh(key).catch(() => page)
    if (isFailing || now() - page.renderedAt < unheardFor + staleFor) return page
    return inTime(renewing, page)
  }

  /** The new page, or the cached one if rendering takes too long. */
  function inTime(renewing: Promise<Kept | Rendered>, page: Kept): Promise<Kept | Rendered> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        isFailing = true
        resolve(page)
      }, longestWait)
      void renewing.then((renewed) => {
        clearTimeout(timer)
        resolve(renewed)
      })
    })
  }

  /** Headers of a page that is overdue for rendering. */
  function lateness({ renderedAt }: Kept): string[] {
    const age = now() - renderedAt
    return age < unheardFor + staleFor
      ? []
      : ['age', String(Math.floor(age / 1_000)), 'warning', '111 - "Revalidation Failed"']
  }

  return {
    serve(key, request, response) {
      const page = pages.get(key)
      if (page && !isDue(page)) return answer(page, request, response, [])
      return renew(key, page).then((renewed) =>
        'variants' in renewed ? answer(renewed, request, response, renewed === page ? lateness(page) : []) : renewed,
      )
    },
    has: (key) => pages.has(key),
    invalidate(tag) {
      news += 1
      for (const page of pages.values()) if (page.tags.includes(tag)) page.isStale = true
    },
    setListening(listening) {
      if (listening && !isListening) {
        news += 1
        for (const page of pages.values()) page.isStale = true
      }
      isListening = listening
    },
  }
}

/** Then it keeps its `last-modified`, and is not compressed again. */
function isSame({ rendered: { body, headers } }: Kept, rendered: Rendered): boolean {
  return body.equals(rendered.body) && isDeepStrictEqual(headers, rendered.headers)
}

async function prepare(rendered: Rendered, common: Record<string, string>, renderedAt: number): Promise<Kept> {
  const { body } = rendered
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const lastModified = new Date(Math.floor(renderedAt / 1_000) * 1_000).toUTCString()
  const validators = { etag, 'last-modified': lastModified }
  const caching = { 'cache-control': cacheControl, ...validators, vary: 'accept-encoding' }
  const variant = (encoded: Buffer, encoding: Encoding) => ({
    body: encoded,
    head: flat({
      ...common,
      ...rendered.headers,
      ...caching,
      'content-length': String(encoded.length),
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    }),
  })
  const isSmaller = isText(rendered.headers['content-type'])
  const [br, gz] = isSmaller ? await Promise.all([encode(body, 'br', 9), encode(body, 'gzip', 9)]) : [body, body]
  return {
    rendered,
    tags: rendered.tags!,
    renderedAt,
    failedAt: 0,
    isStale: false,
    validators,
    variants: {
      br: variant(br, isSmaller ? 'br' : 'identity'),
      gzip: variant(gz, isSmaller ? 'gzip' : 'identity'),
      identity: variant(body, 'identity'),
    },
    // RFC 9110 §15.4.5: the headers sent with the page still apply.
    notModified: flat(caching),
  }
}

function answer(page: Kept, request: IncomingMessage, response: ServerResponse, more: string[]): null {
  if (isUnchanged(page, request)) {
    response.writeHead(304, more.length === 0 ? page.notModified : [...page.notModified, ...more])
    response.end()
    return null
  }
  const { body, head } = page.variants[encodingFor(request)]
  response.writeHead(200, more.length === 0 ? head : [...head, ...more])
  response.end(request.method === 'HEAD' ? undefined : body)
  return null
}

/** `no-cache` is ignored: a 304 is the validation at the origin that it asks for (RFC 9111 §5.2.1.4). */
function isUnchanged({ validators }: Kept, { headers }: IncomingMessage): boolean {
  const { 'if-none-match': noneMatch, 'if-modified-since': modifiedSince } = headers
  return fresh({ 'if-none-match': noneMatch, 'if-modified-since': modifiedSince }, validators)
}

/** The header format that `writeHead` uses without copying. */
function flat(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat()
}
