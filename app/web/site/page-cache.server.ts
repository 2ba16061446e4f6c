import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import fresh from 'fresh'
import { LRUCache } from 'lru-cache'
import Negotiator from 'negotiator'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** A page as it was rendered. */
export interface Rendered {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** What it shows, such as `petition:<id>`; null when it must not be kept. */
  tags: string[] | null
}

type Encoding = 'br' | 'gzip' | 'identity'

interface Kept {
  tags: string[]
  renderedAt: number
  /** When it was last tried in vain to render it once more; 0 for never. */
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
   * Answers from memory, rendering first when it must. A page that cannot be rendered now stays as it was for as long as
   * that takes, and says so in `Age` and `Warning` (RFC 9111 §5.1, RFC 7234 §5.5).
   *
   * @param key see `keptKey`
   * @returns null once it is sent, at once when nothing must be rendered; a page that is not one to keep, for the caller to send
   * @throws  when a page that is not in memory cannot be rendered
   */
  serve(key: string, request: IncomingMessage, response: ServerResponse): null | Promise<Rendered | null>
  /** Whether it can be served without being rendered first. */
  has(key: string): boolean
  /** What is tagged so has changed; the next reader starts a new rendering. */
  invalidate(tag: string): void
  /** Whether news of changes reaches us; without it pages are rendered again after two seconds. */
  setListening(isListening: boolean): void
}

/** Milliseconds that a stale page may still be shown: counts are never older than this. */
const staleFor = 1_000
const unheardFor = 2_000
/** Time alone changes pages: a petition opens, or closes. */
const freshFor = 30_000
const mostKept = 500
/** Milliseconds that a reader waits for a page to be rendered once more before the one in memory is shown. */
const longestWait = 1_000
/** Milliseconds after which a rendering that failed is tried again. */
const triedAgainAfter = 1_000
const cacheControl = 'public, max-age=2, stale-while-revalidate=10, stale-if-error=600'

/**
 * @param render gives the page at a path, as the site's own handler renders it
 * @param common headers that every answer of the site has
 * @param now    milliseconds
 */
export function createPageCache(
  render: (key: string) => Promise<Rendered>,
  common: Record<string, string>,
  now: () => number,
): PageCache {
  const pages = new LRUCache<string, Kept>({ max: mostKept })
  const rendering = new Map<string, Promise<Kept | Rendered>>()
  /** How many news of changes have come: a rendering that was under way meanwhile may show what was before. */
  let news = 0
  let isListening = true
  /** While nothing can be rendered, nobody waits for it. */
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
    const page = await prepare(rendered, common, startedAt)
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

  /** The fresh page, or the one that is there when that takes too long. */
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

  /** What a page that should have been rendered once more says of itself. */
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
  const isText = /^(text\/|application\/(json|ld\+json))|svg/.test(rendered.headers['content-type'] ?? '')
  const [br, gz] = isText
    ? await Promise.all([brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), zip(body, { level: 9 })])
    : [body, body]
  return {
    tags: rendered.tags!,
    renderedAt,
    failedAt: 0,
    isStale: false,
    validators,
    variants: {
      br: variant(br, isText ? 'br' : 'identity'),
      gzip: variant(gz, isText ? 'gzip' : 'identity'),
      identity: variant(body, 'identity'),
    },
    // RFC 9110 §15.4.5: what was sent with the page still holds.
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

/** `no-cache` is left out: a 304 is the validation at the origin that it asks for (RFC 9111 §5.2.1.4). */
function isUnchanged({ validators }: Kept, { headers }: IncomingMessage): boolean {
  const { 'if-none-match': noneMatch, 'if-modified-since': modifiedSince } = headers
  return fresh({ 'if-none-match': noneMatch, 'if-modified-since': modifiedSince }, validators)
}

/** Of those that a browser takes equally, the smallest. */
function encodingFor(request: IncomingMessage): Encoding {
  return new Negotiator(request).encoding(['br', 'gzip', 'identity'], { preferred: ['br', 'gzip'] }) ?? 'identity'
}

/** The form of headers that `writeHead` takes without copying. */
function flat(headers: Record<string, string>): string[] {
  return Object.entries(headers).flat()
}
