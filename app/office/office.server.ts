import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sendResponse } from '@remix-run/node-fetch-server'
import { createRequestHandler, type AppLoadContext, type ServerBuild } from '@remix-run/server-runtime'
import sirv from 'sirv'
import { openDatabase, patienceOf } from '#db/client'
import { isAway } from '#db/is-away'
import type { Env } from '~/env.server'
import { preferredLanguage } from '~/i18n/route-language'
import type { OfficeContext } from '~/organizers/guard.server'
import { paths } from '~/paths'
import { loadKeyring } from '~/vault/keyring.server'
import { errorPage } from '~/web/error-page'
import { orAway } from '~/web/or-away'
import { formBody } from '~/web/form-body'
import { hushConsole, openLog, type Logger } from '~/web/log.server'
import { clientAddress, networkOf } from '~/web/client-key'
import { openRateLimits } from '~/web/rate-limits.server'
import { readBody } from '~/web/read-body.server'
import { commonHeaders } from '~/web/security-headers'

/** Bundled files lie two folders below the project. */
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')
const timeLimits = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 120_000, keepAliveTimeout: 15_000 }
/** Where somebody without a session can make us reckon with passwords and invitations. */
const atTheDoor = /^\/office\/(sign-in|prove|join)(\/|$)/
const urlencoded = 'application/x-www-form-urlencoded'
/** Bytes: a form with two long stories, a photograph, a list of signers. */
const limits = { form: 512 * 1024, picture: 12 * 1024 * 1024, list: 48 * 1024 * 1024 }

/** Starts the office role: organizers' pages. It holds the keys; every opening of a person is written in the ledger. */
export async function startOffice(env: Env): Promise<{ stop(): Promise<void> }> {
  const log = openLog(env)
  hushConsole(log)
  const { db } = openDatabase(env.databaseUrl!, 8, patienceOf.office)
  const keyring = await loadKeyring(env.keyringFile)
  if (!keyring) log.warn({ state: 'locked' }, 'no keyring: nobody can come in until it is back')
  const build = (await import(/* @vite-ignore */ pathToFileURL(path.join(root, 'build', 'server', 'office', 'index.js')).href)) as ServerBuild
  const handler = createRequestHandler(build, env.isProduction ? 'production' : 'development')
  const context: OfficeContext = { env, db, keyring, now: () => new Date(), noteError: (error) => log.error({ error }, 'a route failed') }
  const files = sirv(path.join(root, 'build', 'client'), { etag: true, dotfiles: false, maxAge: 86_400 })
  const server = createOfficeDoor(env, log, files, (request) => orAway(context, (noting) => handler(request, noting as unknown as AppLoadContext)))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(env.officePort, resolve))
  log.info({ port: env.officePort }, 'office is listening')
  return {
    async stop() {
      server.closeIdleConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        // Live pages hold their connection open for as long as somebody watches.
        setTimeout(() => server.closeAllConnections(), 500).unref()
      })
      await db.destroy()
    },
  }
}

type Files = ReturnType<typeof sirv>

function createOfficeDoor(env: Env, log: Logger, files: Files, site: (request: Request) => Promise<Response>): http.Server {
  const common = { ...commonHeaders(env.officeUrl), 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }
  const origin = new URL(env.officeUrl).origin
  const rates = openRateLimits()

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', env.officeUrl)
    for (const [name, value] of Object.entries(common)) response.setHeader(name, value)
    if (url.pathname === paths.health()) return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    if (url.pathname === '/') return void response.writeHead(302, { location: paths.office.home() }).end()
    const isReading = method === 'GET' || method === 'HEAD'
    if (!isReading && method !== 'POST') return refuse(request, response, 405)
    if (isReading && url.pathname.includes('.') && (await servesFile(request, response))) return
    if (!isReading && !comesFromHere(request)) return refuse(request, response, 403)
    if (!isReading && atTheDoor.test(url.pathname)) {
      const rate = await rates.asking(networkOfClient(request), new Date())
      if (rate.verdict === 'refuse') {
        response.setHeader('retry-after', String(rate.retryAfter))
        return refuse(request, response, 429)
      }
    }
    const body = isReading ? null : await bodyOf(request, url.pathname)
    if (typeof body === 'number') return refuse(request, response, body)
    const answer = await site(webRequest(request, url, body))
    // What a route without a page throws has no words of its own.
    if (answer.status >= 400 && !answer.headers.has('content-type')) return refuse(request, response, answer.status)
    if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
    await sendResponse(response, answer)
  }

  /** There is a cookie here, so a browser must say that the form stood on a page of the office. */
  function comesFromHere({ headers }: IncomingMessage): boolean {
    const fetchSite = headers['sec-fetch-site']
    return fetchSite === undefined ? headers.origin === origin : fetchSite === 'same-origin'
  }

  function networkOfClient(request: IncomingMessage): string {
    const forwarded = request.headers['x-forwarded-for']
    return networkOf(clientAddress(request.socket.remoteAddress ?? '', Array.isArray(forwarded) ? forwarded.join(',') : forwarded, env.trustedProxies))
  }

  function servesFile(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    return new Promise((resolve) => {
      response.once('finish', () => resolve(true))
      files(request, response, () => resolve(false))
    })
  }

  function refuse(request: IncomingMessage, response: ServerResponse, status: number): void {
    if (response.headersSent) return
    const { html, policy } = errorPage(status, preferredLanguage(request.headers['accept-language'] ?? null), Number(response.getHeader('retry-after')) || null, paths.office.home())
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, ...(status === 413 ? { connection: 'close' } : {}) })
    response.end(html)
  }

  return http.createServer(timeLimits, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ method: request.method, error }, 'a request failed')
      if (!response.headersSent) refuse(request, response, isAway(error) ? 503 : 500)
      else response.destroy()
    })
  })
}

/** @returns the body, or the status with which it is refused */
async function bodyOf(request: IncomingMessage, pathname: string): Promise<Buffer | number> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const isFile = type === 'multipart/form-data' && /\/(pictures|deliveries|imports|copies|boundaries)$/.test(pathname)
  if (type !== urlencoded && type !== 'application/json' && !isFile) return 415
  const most = !isFile ? limits.form : /\/(imports|copies|boundaries)$/.test(pathname) ? limits.list : limits.picture
  const body = await readBody(request, most)
  if (body === 'too-large') return 413
  return type === urlencoded && !formBody(body, 2_000).ok ? 400 : body
}

/** The routes never see who asks: no address, no user agent. */
function webRequest(incoming: IncomingMessage, url: URL, body: Buffer | null): Request {
  const headers = new Headers()
  for (const name of ['accept', 'accept-language', 'content-type', 'cookie']) {
    const value = incoming.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const gone = new AbortController()
  incoming.once('close', () => gone.abort())
  return new Request(url, { method: incoming.method ?? 'GET', headers, signal: gone.signal, ...(body ? { body: new Uint8Array(body) } : {}) })
}
