import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { sendResponse } from '@remix-run/node-fetch-server'
import type { AppLoadContext } from '@remix-run/server-runtime'
import { openDatabase, patienceOf } from '#db/client'
import { isAway } from '#db/is-away'
import { openFileParser } from '~/channels/uploads/file-parser.server'
import { sweepTemporaryFiles } from '~/channels/uploads/temporary-file.server'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Env } from '~/env.server'
import { preferredLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import type { OfficeContext } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { Keyring } from '~/vault/keyring'
import { userName } from '~/vault/keyring-report.server'
import { keyringWords, type Unopened } from '~/vault/keyring-words'
import { watchKeyring } from '~/vault/watch-keyring.server'
import { builtFolder } from '~/web/http/built-folder.server'
import { clientAddress, networkOf } from '~/web/http/client-key'
import { errorPage } from '~/web/http/error-page'
import { openFiles, type ServeFile } from '~/web/http/files.server'
import { hushConsole, type Logger, openLog } from '~/web/http/log.server'
import { orAway } from '~/web/http/or-away'
import { openPages } from '~/web/http/pages.server'
import { openRateLimits } from '~/web/http/rate-limits.server'
import { refuseUnread } from '~/web/http/refuse-unread.server'
import { commonHeaders } from '~/web/http/security-headers'
import { openFindAction } from './find-action'
import { openReception, type Post, type RefusedPost } from './receive-post.server'

const timeLimits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 120_000,
  keepAliveTimeout: 15_000,
}
/** Where somebody without a session can make us reckon with passwords and invitations. */
const atTheDoor = /^\/office\/(sign-in|prove|join|recover)(\/|$)/

/** Starts the office role: organizers' pages. It holds the keys; every opening of a person is written in the ledger. */
export async function startOffice(env: Env): Promise<{ stop(): Promise<void>; reload(): Promise<void> }> {
  const log = openLog(env)
  hushConsole(log)
  const { db } = openDatabase(env.databaseUrl!, 8, patienceOf.office)
  const built = await openPages('office', env)
  const parser = openFileParser(path.join(builtFolder(env), 'roles', 'parse-file.js'))
  const context: Omit<OfficeContext, 'uploads'> = {
    env,
    db,
    keyring: null,
    now: () => new Date(),
    noteError: (error) => log.error({ error }, 'a route failed'),
    parser,
  }
  const uploads = path.join(env.dataDir, 'uploads')
  await sweepTemporaryFiles(uploads)
  let findAction = openFindAction(built.routes())
  const receive = openReception(context, (url) => findAction(url), uploads)
  const site: Site = (request, sent) =>
    orAway({ ...context, uploads: sent }, (noting) => built.answer(request, noting as unknown as AppLoadContext))
  const onOpen = (keyring: Keyring) => void (context.keyring = keyring)
  const watch = await watchKeyring(db, {
    file: env.keyringFile,
    role: 'office',
    onOpen,
    noteError: (error) => log.error({ error }, 'the keyring could not be tried'),
  })
  if (watch.why()) log.warn({ state: 'locked', why: watch.why() }, 'nobody can come in until the keyring is back')
  const server = createOfficeDoor(env, log, {
    files: openFiles(env),
    receive,
    site,
    lock: () => (context.keyring ? null : (watch.why() ?? 'unknown')),
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(env.officePort, resolve))
  log.info({ port: env.officePort }, 'office is listening')
  return {
    async reload() {
      await built.reload()
      findAction = openFindAction(built.routes())
    },
    async stop() {
      await watch.stop()
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

type Site = (request: Request, uploads: readonly UploadedFile[]) => Promise<Response>

/** What the door leads to. */
interface Behind {
  files: ServeFile
  receive: ReturnType<typeof openReception>
  site: Site
  /** Why nobody can come in, or null. `unknown`: the database has not answered yet. */
  lock: () => Unopened | 'unknown' | null
}

function createOfficeDoor(env: Env, log: Logger, { files, receive, site, lock }: Behind): http.Server {
  const common = { ...commonHeaders(env.officeUrl), 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }
  const origin = new URL(env.officeUrl).origin
  const rates = openRateLimits()

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    const url = new URL(request.url ?? '/', env.officeUrl)
    for (const [name, value] of Object.entries(common)) response.setHeader(name, value)
    if (url.pathname === paths.health())
      return void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    const why = lock()
    if (url.pathname === paths.ready()) return sendReady(response, why)
    if (url.pathname === '/') return void response.writeHead(302, { location: paths.office.home() }).end()
    const isReading = method === 'GET' || method === 'HEAD'
    if (!isReading && method !== 'POST') return refuse(request, response, 405)
    if (isReading && url.pathname.includes('.') && (await files(request, response))) return
    if (!isReading && !comesFromHere(request)) return refuse(request, response, 403)
    if (!isReading && atTheDoor.test(url.pathname)) {
      const rate = await rates.asking(networkOfClient(request), new Date())
      if (rate.verdict === 'refuse') {
        response.setHeader('retry-after', String(rate.retryAfter))
        return refuse(request, response, 429)
      }
    }
    if (why !== null) return refuse(request, response, 503, { language: null, lock: why })
    if (isReading) return viaSite(request, response, url, null)
    const post = await receive(request, response, url)
    if (post.outcome === 'refused') {
      if (post.retryAfter) response.setHeader('retry-after', String(post.retryAfter))
      return refuse(request, response, post.status, post)
    }
    try {
      await viaSite(request, response, url, post)
    } finally {
      await post.close()
    }
  }

  async function viaSite(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    post: Post | null,
  ): Promise<void> {
    const answer = await site(webRequest(request, response, url, post), post?.files ?? [])
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
    return networkOf(
      clientAddress(
        request.socket.remoteAddress ?? '',
        Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
        env.trustedProxies,
      ),
    )
  }

  function sendReady(response: ServerResponse, why: Unopened | 'unknown' | null): void {
    const detail =
      why === null
        ? 'opens the keys of this database'
        : why === 'unknown'
          ? 'was not tried yet: the database does not answer'
          : keyringWords(why, env.keyringFile, userName())
    const checks = [{ name: 'keyring', state: why === null ? 'ok' : 'bad', detail }]
    response
      .writeHead(why === null ? 200 : 503, { 'content-type': 'application/json' })
      .end(JSON.stringify({ status: why === null ? 'ready' : 'not ready', checks }))
  }

  async function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    said: Pick<RefusedPost, 'language' | 'why'> & { lock?: Unopened | 'unknown' } = { language: null },
  ): Promise<void> {
    if (response.headersSent || response.destroyed) return
    const language = said.language ?? preferredLanguage(request.headers['accept-language'] ?? null)
    const t = translator(language)
    if (status === 503 && !response.hasHeader('retry-after')) response.setHeader('retry-after', said.lock ? '60' : '5')
    const words = said.why
      ? { title: t(`uploads.door.${said.why}.title`), text: t(`uploads.door.${said.why}.text`) }
      : said.lock && said.lock !== 'unknown'
        ? {
            title: t('office.locked.title'),
            text: t(`office.locked.${said.lock}`, { file: path.basename(env.keyringFile) }),
          }
        : null
    const { html, policy } = errorPage(
      status,
      language,
      Number(response.getHeader('retry-after')) || null,
      paths.office.home(),
      words,
    )
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
    if (!request.complete) return refuseUnread(request, response, { status, headers, page: html })
    response.writeHead(status, headers)
    response.end(html)
  }

  const serve = (request: IncomingMessage, response: ServerResponse) => {
    handle(request, response).catch(async (error: unknown) => {
      if (response.destroyed) return log.info({ method: request.method, error }, 'a request was given up')
      log.error({ method: request.method, error }, 'a request failed')
      if (!response.headersSent)
        await refuse(request, response, isAway(error) || (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 503 : 500)
      else response.destroy()
    })
  }
  // Whoever asks before sending a large form is not told to send it before it is known who asks.
  return http.createServer(timeLimits, serve).on('checkContinue', serve)
}

/** The routes never see who asks: no address, no user agent. */
function webRequest(incoming: IncomingMessage, response: ServerResponse, url: URL, post: Post | null): Request {
  const headers = new Headers()
  for (const name of ['accept', 'accept-language', 'content-type', 'cookie']) {
    const value = incoming.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  // A form that was read already is written once more, with a boundary of its own.
  if (post?.body instanceof FormData) headers.delete('content-type')
  const gone = new AbortController()
  response.once('close', () => response.writableFinished || gone.abort())
  return new Request(url, {
    method: incoming.method ?? 'GET',
    headers,
    signal: gone.signal,
    ...(post ? { body: post.body instanceof FormData ? post.body : new Uint8Array(post.body) } : {}),
  })
}
