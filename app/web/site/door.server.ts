import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import { isAway } from '#db/is-away'
import type { Env } from '~/env.server'
import { isLanguage, type Language } from '~/i18n/language'
import { preferredLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'
import { clientNetwork } from '~/web/http/client-key'
import { compressed } from '~/web/http/compress.server'
import { openErrorLog } from '~/web/http/error-log'
import { errorPage } from '~/web/http/error-page'
import type { ServeFile } from '~/web/http/files.server'
import { formBody } from '~/web/http/form-body'
import { gatePath } from '~/web/http/gate-path'
import { isFromHere } from '~/web/http/is-from-here'
import type { Logger } from '~/web/http/log.server'
import { mendedPath, redirect } from '~/web/http/mended-path'
import { isOneClick, passesOriginGate } from '~/web/http/origin-gate'
import type { RateLimits } from '~/web/http/rate-limits.server'
import { readBody } from '~/web/http/read-body.server'
import { retryPage, type Untaken } from '~/web/http/retry-page'
import { routeRequest } from '~/web/http/route-request'
import { commonHeaders } from '~/web/http/security-headers'
import { sendAnswer, sendHealth, sendJson, sendPage } from '~/web/http/send-answer.server'
import { createServer, isGoing } from '~/web/http/server.server'
import type { Context } from './context'
import type { HooksDoor } from './hooks-door.server'
import { keptKey, plainPath } from './kept-key.server'
import { type MailHook, mostReturned } from './mail-hook.server'
import type { PageCache, Rendered } from './page-cache.server'
import { TooManyWaiting } from './render-queue'
import type { SignDoor } from './sign-door.server'

/** What the front server needs. */
export interface DoorOptions {
  env: Env
  pages: PageCache
  signDoor: SignDoor
  mailHook: MailHook
  hooksDoor: HooksDoor
  limits: RateLimits
  context: Omit<Context, 'limit'>
  site: (request: Request, context: Context) => Promise<Response>
  ready: () => Promise<{ isReady: boolean; checks: unknown }>
  files: ServeFile
  log: Logger
}

const petitionPath = /^\/(en|es)\/petitions\/([a-z0-9-]+)$/
/** Milliseconds. 32 KB in 20 seconds is slower than any phone that still connects. */
const requestTimeout = 20_000
/** Twilio sends about forty, and may add more. */
const mostHookFields = 120
const urlencoded = 'application/x-www-form-urlencoded'
/** Seconds. */
const tryAgainAfter = 5

/**
 * The server in front of everything: health, the origin check for requests that change something, cached pages,
 * signing, files, and then the site's routes. Cached pages and signatures are answered here by the same functions that
 * the routes use.
 */
export function createDoor(options: DoorOptions): Server {
  const { env, pages, signDoor, hooksDoor, limits, files, log } = options
  const common = commonHeaders(env.publicUrl)
  const publicOrigin = new URL(env.publicUrl).origin
  /** What was typed, until it has been accepted. */
  const untaken = new WeakMap<IncomingMessage, Untaken>()

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const target = request.url ?? '/'
    const mark = target.indexOf('?')
    const path = mark < 0 ? target : target.slice(0, mark)

    // Cached pages bring all their headers; every other response gets the common ones here.
    const isReading = method === 'GET' || method === 'HEAD'
    const key = isReading ? keptKey(target) : null
    if (key !== null && pages.has(key)) {
      const unkept = await pages.serve(key, request, response)
      return unkept ? sendUnkept(request, response, unkept) : undefined
    }
    for (const name in common) response.setHeader(name, common[name]!)
    const mended =
      isReading && key === null ? (plainPath(target) ?? mendedPath(target, () => languageOf(request))) : null
    if (mended !== null) return redirect(response, mended)

    if (path === paths.health()) return sendHealth(server, response)
    if (path === paths.ready()) return sendReady(request, response)
    const gate = gatePath(target)
    if (gate === null) return refuse(request, response, 400)
    if (!isReading && method !== 'POST') return refuse(request, response, 405)
    // Captured email and texts are for this machine only, even if PUBLIC_URL is wrong.
    if (/^\/dev(\/|$)/.test(gate) && !isFromHere(request)) return refuse(request, response, 404)
    if (path === paths.mailHook() || path.startsWith(`${paths.mailHook()}/`))
      return takeMail(request, response, method, path)
    if (!passesOriginGate(method, path, request.headers, publicOrigin)) return refuse(request, response, 403)

    if (method === 'POST') return post(request, response, path, target)
    if (key === null && path.includes('.') && (await files(request, response))) return
    if (await refuseTooMany('rendering', request, response)) return
    if (key === null) return viaSite(request, response, null)
    const unkept = await pages.serve(key, request, response)
    if (unkept) return sendUnkept(request, response, unkept)
  }

  /** Answers 429 when a network has used up a limit: of renderings, which cost more than anything else, or of stops. */
  async function refuseTooMany(
    limit: 'rendering' | 'stopping',
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    const verdict = await limits[limit](clientNetwork(request, env.trustedProxies), options.context.now())
    if (verdict.outcome !== 'refuse') return false
    response.setHeader('retry-after', String(verdict.retryAfter))
    await refuse(request, response, 429)
    return true
  }

  function sendUnkept(request: IncomingMessage, response: ServerResponse, page: Rendered): Promise<void> {
    for (const name in common) response.setHeader(name, common[name]!)
    const hasBody = page.body.length > 0 && request.method !== 'HEAD'
    return deliver(request, response, new Response(hasBody ? new Uint8Array(page.body) : null, page))
  }

  async function post(request: IncomingMessage, response: ServerResponse, path: string, target: string): Promise<void> {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
    // Mailbox providers may post one-click unsubscribes in either encoding (RFC 8058 §3.2).
    const isMultipartStop = type === 'multipart/form-data' && isOneClick(path)
    if (type !== urlencoded && !isMultipartStop) return refuse(request, response, 415)
    const read = await readBody(request)
    if (read.outcome === 'too-large') return refuse(request, response, 413)
    const { body } = read
    if (isOneClick(path) && (await refuseTooMany('stopping', request, response))) return
    if (isMultipartStop) return viaSite(request, response, body)
    const isHook = path.startsWith('/hooks/')
    const form = formBody(body, isHook ? mostHookFields : undefined)
    if (form.outcome !== 'read') return refuse(request, response, 400)
    if (isHook) {
      const signature = request.headers['x-twilio-signature']
      const answer = await hooksDoor(
        { target, signature: typeof signature === 'string' ? signature : undefined, fields: form.fields },
        options.context.now(),
      )
      if (!answer) return refuse(request, response, 404)
      response.writeHead(answer.status, { ...answer.headers, 'cache-control': 'no-store' })
      response.end(answer.body)
      return
    }
    untaken.set(request, { target, fields: Object.entries(form.fields) })
    const petition = petitionPath.exec(path)
    const limit = limiterFor(request)
    if (petition && !form.fields.intent) {
      const answer = await signDoor({
        language: petition[1] as Language,
        slug: petition[2]!,
        ref: new URLSearchParams(target.slice(path.length)).get('r'),
        fields: form.fields,
        limit: () => limit('signing'),
        now: options.context.now(),
      })
      if (answer?.status === 503) {
        response.setHeader('retry-after', answer.headers['retry-after']!)
        return refuse(request, response, 503)
      }
      if (answer) {
        response.writeHead(answer.status, { ...answer.headers, 'cache-control': 'no-store', 'content-length': '0' })
        response.end()
        return
      }
    }
    if (await refuseTooMany('rendering', request, response)) return
    return viaSite(request, response, body, limit)
  }

  /** Counts a request once, however many handlers check the limit. */
  function limiterFor(request: IncomingMessage): Context['limit'] {
    const counted = new Map<string, ReturnType<Context['limit']>>()
    return (what) => {
      const verdict =
        counted.get(what) ?? limits[what](clientNetwork(request, env.trustedProxies), options.context.now())
      counted.set(what, verdict)
      return verdict
    }
  }

  /** Accepts bounces from a mail server, and reports from a provider: not a browser, not a form, with its own secret. */
  async function takeMail(
    request: IncomingMessage,
    response: ServerResponse,
    method: string,
    path: string,
  ): Promise<void> {
    if (method !== 'POST') return refuse(request, response, 405)
    const status = await options.mailHook(
      path === paths.mailHook() ? null : path.slice(paths.mailHook().length + 1),
      request.headers.authorization,
      () => readBody(request, mostReturned),
      options.context.now(),
    )
    // Amazon sends the password of an address only after it was asked for.
    if (status === 401) response.setHeader('www-authenticate', 'Basic realm="mail"')
    sendJson(response, status, { status: status === 202 ? 'taken' : 'refused' })
  }

  async function viaSite(
    incoming: IncomingMessage,
    response: ServerResponse,
    body: Buffer | null,
    limit = limiterFor(incoming),
  ): Promise<void> {
    const request = routeRequest(incoming, new URL(incoming.url ?? '/', env.publicUrl), body)
    await deliver(incoming, response, await options.site(request, { ...options.context, limit }))
  }

  async function deliver(incoming: IncomingMessage, response: ServerResponse, answer: Response): Promise<void> {
    answer.headers.delete('x-firme-tags')
    // An error from a route without a page has no text of its own.
    if (answer.status >= 400 && !answer.headers.get('content-type')?.includes(answer.status >= 500 ? 'html' : '/')) {
      const retryAfter = answer.headers.get('retry-after')
      if (retryAfter) response.setHeader('retry-after', retryAfter)
      return refuse(incoming, response, answer.status)
    }
    await sendAnswer(incoming, response, await compressed(incoming, answer))
  }

  /** Account names, hosts and files are shown only to this machine; a monitor elsewhere needs only the status. */
  async function sendReady(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isGoing(server)) return sendHealth(server, response)
    const { isReady, checks } = await options.ready()
    const status = isReady ? 'ready' : 'not ready'
    sendJson(response, isReady ? 200 : 503, isFromHere(request) ? { status, checks } : { status })
  }

  async function refuse(request: IncomingMessage, response: ServerResponse, status: number): Promise<void> {
    if (response.headersSent) return
    if (status === 503 && !response.hasHeader('retry-after')) response.setHeader('retry-after', String(tryAgainAfter))
    // A program that asks for counts reads no page.
    if (/\.json(?:\?|$)/.test(request.url ?? ''))
      return sendJson(response, status, { error: STATUS_CODES[status]!.toLowerCase() })
    const retryAfter = Number(response.getHeader('retry-after')) || null
    const typed = status === 503 || status === 429 ? untaken.get(request) : undefined
    const page = typed
      ? retryPage(languageOf(request), retryAfter ?? tryAgainAfter, typed)
      : errorPage(status, languageOf(request), askedAgain(request), retryAfter)
    await sendPage(request, response, { status, ...page })
  }

  const noteError = openErrorLog(log, isForLater)
  const server = createServer(requestTimeout, (request, response) => {
    handle(request, response).catch(async (error: unknown) => {
      // The client disconnected, for example a phone that lost its signal: there is nobody to answer.
      if (response.destroyed) return log.info({ method: request.method, error }, 'a request was given up')
      noteError(error, 'a request failed', { method: request.method })
      if (!response.headersSent) await refuse(request, response, isForLater(error) ? 503 : 500)
      else response.destroy()
    })
  })
  server.maxConnections = 10_000
  server.maxRequestsPerSocket = 0
  return server
}

/** Whether a request can only be asked for again later. */
const isForLater = (error: unknown): boolean => isAway(error) || error instanceof TooManyWaiting

/** What can be asked for again by a link. A path that is no path of ours could lead to another site. */
function askedAgain({ method, url = '/' }: IncomingMessage): string | null {
  return (method === 'GET' || method === 'HEAD') && gatePath(url) !== null ? url : null
}

/** `/` uses the browser's preference, other paths their first segment. */
function languageOf(request: IncomingMessage): Language {
  const first = request.url?.split('/')[1]
  if (isLanguage(first)) return first
  return preferredLanguage(request.headers['accept-language'] ?? null)
}
