import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import path from 'node:path'
import type { AppLoadContext } from '@remix-run/server-runtime'
import { openDatabase, patienceOf } from '#db/client'
import { openClock } from '#db/clock'
import { hangUpOnSilence } from '#db/hang-up'
import { isAway } from '#db/is-away'
import { openFileParser } from '~/channels/uploads/file-parser.server'
import { sweepTemporaryFiles } from '~/channels/uploads/temporary-file.server'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { openSite, type Site } from '~/office/guard/carry-out.server'
import { anyDeviceOf } from '~/office/guard/devices.server'
import type { OfficeContext } from '~/office/guard/guard.server'
import { openHeldRequests } from '~/office/guard/held-requests.server'
import { lastLanguage } from '~/office/guard/last-language'
import { byRoleHeader } from '~/office/guard/refuse-by-role.server'
import { vouchForOldRows } from '~/office/team/vouch-for-rows.server'
import { paths } from '~/paths'
import type { Keyring } from '~/vault/keyring'
import { userName } from '~/vault/keyring-report.server'
import { keyringWords, type Unopened } from '~/vault/keyring-words'
import { watchKeyring } from '~/vault/watch-keyring.server'
import { builtFolder } from '~/web/http/built-folder.server'
import { clientNetwork } from '~/web/http/client-key'
import { openErrorLog } from '~/web/http/error-log'
import { openFiles, type ServeFile } from '~/web/http/files.server'
import { gatePath } from '~/web/http/gate-path'
import { isFromHere } from '~/web/http/is-from-here'
import { hushConsole, type Logger, openLog } from '~/web/http/log.server'
import { mendedPath, redirect } from '~/web/http/mended-path'
import { openPages } from '~/web/http/pages.server'
import { plainErrorPage } from '~/web/http/plain-error-page'
import { openRateLimits } from '~/web/http/rate-limits.server'
import { retryPage, type Untaken } from '~/web/http/retry-page'
import { routeRequest } from '~/web/http/route-request'
import { commonHeaders } from '~/web/http/security-headers'
import { sendAnswer, sendHealth, sendJson, sendPage } from '~/web/http/send-answer.server'
import { createServer, isGoing, startServer, stopServer } from '~/web/http/server.server'
import { openFindAction } from './find-action'
import { openReception, type ReceivedPost, type RefusedPost } from './receive-post.server'
import { refusalWords } from './refusal-words'

/** Milliseconds, enough for a large file on a slow connection. */
const requestTimeout = 120_000
/** Where clients without a session can make us check passwords and invitations. */
const saysRefused = /^\/office\/refused\//
const atTheDoor = /^\/office\/(sign-in|prove|join|recover)(\/|$)/

/** Starts the office: the organizers' pages. It holds the keys; unsealing a person writes an audit entry. */
export async function startOffice(env: Env): Promise<{ stop(): Promise<void>; reload(): Promise<void> }> {
  const log = openLog(env)
  hushConsole(log)
  const { db, pool } = openDatabase(env.databaseUrl!, 8, patienceOf.office)
  const silence = hangUpOnSilence(pool, env.databaseUrl!)
  const clock = openClock(db, (error) => log.error({ error }, 'the clock could not be compared'))
  const built = await openPages('office', env)
  await clock.look()
  const parser = openFileParser(path.join(builtFolder(env), 'roles', 'parse-file.js'))
  const context: Omit<OfficeContext, 'uploads' | 'carryOut'> = {
    env,
    db,
    keyring: null,
    now: clock.now,
    noteError: (error) => log.error({ error }, 'a route failed'),
    noteForgedRole: openForgedRoles(log),
    parser,
    heldRequests: openHeldRequests(),
  }
  const uploads = path.join(env.dataDir, 'uploads')
  await sweepTemporaryFiles(uploads)
  let findAction = openFindAction(built.routes())
  const receive = openReception(context, (url) => findAction(url), uploads)
  const site = openSite(context, (request, given) => built.answer(request, given as unknown as AppLoadContext))
  async function onOpen(keyring: Keyring): Promise<void> {
    await vouchForOldRows(db, keyring, context.now())
    context.keyring = keyring
  }
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
    keyring: () => context.keyring,
    lock: () => (context.keyring ? null : (watch.why() ?? 'unknown')),
  })
  await startServer(server, env.officePort, env.listenHost)
  log.info({ port: env.officePort }, 'office is listening')
  return {
    async reload() {
      await built.reload()
      findAction = openFindAction(built.routes())
    },
    async stop() {
      await watch.stop()
      clock.stop()
      await stopServer(server, env.stopGrace, 5_000)
      await silence.stop()
      await db.destroy()
    },
  }
}

/** Says in the log, once for each organizer, that somebody has written a role into the database. */
function openForgedRoles(log: Logger): OfficeContext['noteForgedRole'] {
  const noted = new Set<string>()
  return (organizerId) => {
    if (noted.has(organizerId)) return
    noted.add(organizerId)
    log.error(
      { organizerId },
      'a role was not given in the office, so it opens nothing: npx firme doctor says what to do',
    )
  }
}

/** Whether a request can only be sent again later: the database is away, or the disk is full. */
const isForLater = (error: unknown): boolean => isAway(error) || (error as NodeJS.ErrnoException).code === 'ENOSPC'

/** What requests are passed on to. */
export interface Behind {
  files: ServeFile
  receive: ReturnType<typeof openReception>
  site: Site
  keyring: () => Keyring | null
  /** Why nobody can sign in, or null. `unknown`: the database has not answered yet. */
  lock: () => Unopened | 'unknown' | null
}

/** The server in front of the office's routes: who may post what, files, and pages for what no route answers. */
export function createOfficeDoor(env: Env, log: Logger, { files, receive, site, keyring, lock }: Behind): Server {
  const common = { ...commonHeaders(env.officeUrl), 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }
  const origin = new URL(env.officeUrl).origin
  const rates = openRateLimits(env.sharedNetworks)
  /** What was typed, until it has been accepted. */
  const untaken = new WeakMap<IncomingMessage, Untaken>()

  /** A browser that has signed in before is counted by itself, so that nobody in its network can use up its tries. */
  function counted(request: IncomingMessage): string {
    const held = keyring()
    const device = held && anyDeviceOf(held, request.headers.cookie ?? '')
    return device ? `browser ${device}` : clientNetwork(request, env.trustedProxies)
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    for (const [name, value] of Object.entries(common)) response.setHeader(name, value)
    const target = request.url ?? '/'
    const isReading = method === 'GET' || method === 'HEAD'
    const mended = isReading && target.startsWith('/office/') ? mendedPath(target, () => 'en') : null
    if (mended !== null) return redirect(response, mended)
    const gate = gatePath(target)
    // PostgreSQL takes no NUL in a text, and no page of ours sends one.
    if (gate === null || target.includes('%00')) return refuse(request, response, 400)
    const url = new URL(target, env.officeUrl)
    if (url.pathname === paths.health()) return sendHealth(server, response)
    const why = lock()
    if (url.pathname === paths.ready()) return sendReady(request, response, why)
    if (url.pathname === '/') return void response.writeHead(302, { location: paths.office.home() }).end()
    if (!isReading && method !== 'POST') return refuse(request, response, 405)
    if (isReading && url.pathname.includes('.') && (await files(request, response))) return
    if (!isReading && !comesFromHere(request)) return refuse(request, response, 403)
    if (!isReading && atTheDoor.test(gate)) {
      const rate = await rates.asking(counted(request), new Date())
      if (rate.outcome === 'refuse') {
        response.setHeader('retry-after', String(rate.retryAfter))
        return refuse(request, response, 429)
      }
    }
    if (why !== null) return refuse(request, response, 503, { language: null, lock: why })
    // Only we ask for it, in `inFrame`: a link to it would say that something was refused which nobody had sent.
    if (saysRefused.test(url.pathname)) return refuse(request, response, 404)
    if (isReading) return viaSite(request, response, url, null)
    const post = await receive(request, response, url)
    if (post.typed) untaken.set(request, post.typed)
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
    post: ReceivedPost | null,
  ): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => response.writableFinished || gone.abort())
    const answer = await site(routeRequest(request, url, post?.body, gone.signal), post?.files ?? [])
    // Error responses from routes without a page have no body.
    if (answer.headers.has(byRoleHeader)) return refuse(request, response, 403, { language: null, why: 'not-allowed' })
    if (answer.status >= 400 && !answer.headers.has('content-type')) return refuse(request, response, answer.status)
    // Remix answers in JSON where an address only takes posts and is opened, or the other way around.
    if (answer.headers.has('x-remix-error') && answer.headers.get('content-type')?.includes('json'))
      return refuse(request, response, answer.status === 400 ? 405 : answer.status)
    await sendAnswer(request, response, answer)
  }

  function languageOf({ headers }: IncomingMessage): Language {
    return lastLanguage({ cookie: headers.cookie ?? null, preferred: headers['accept-language'] ?? null })
  }

  /** Requests carry a session cookie, so the browser must state that the form came from a page of the office (CSRF). */
  function comesFromHere({ headers }: IncomingMessage): boolean {
    const fetchSite = headers['sec-fetch-site']
    return fetchSite === undefined ? headers.origin === origin : fetchSite === 'same-origin'
  }

  function sendReady(request: IncomingMessage, response: ServerResponse, why: Unopened | 'unknown' | null): void {
    if (isGoing(server)) return sendHealth(server, response)
    const detail =
      why === null
        ? 'opens the keys of this database'
        : why === 'unknown'
          ? 'was not tried yet: the database does not answer'
          : keyringWords(why, env.keyringFile, userName())
    const checks = [{ name: 'keyring', state: why === null ? 'ok' : 'bad', detail }]
    const status = why === null ? 'ready' : 'not ready'
    sendJson(response, why === null ? 200 : 503, isFromHere(request) ? { status, checks } : { status })
  }

  async function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    said: Pick<RefusedPost, 'language' | 'why'> & { lock?: Unopened | 'unknown' } = { language: null },
  ): Promise<void> {
    if (response.headersSent || response.destroyed) return
    const language = said.language ?? languageOf(request)
    const t = translator(language)
    if (status === 503 && !response.hasHeader('retry-after')) response.setHeader('retry-after', said.lock ? '60' : '5')
    const retryAfter = Number(response.getHeader('retry-after')) || null
    const typed = untaken.get(request)
    if (typed && status === 503)
      return sendPage(request, response, { status, ...retryPage(language, retryAfter ?? 5, typed) })
    if (typed && said.why === 'signed-out') {
      const first = {
        title: t('uploads.door.signed-out.title'),
        text: t('uploads.door.signed-out.kept'),
        link: { href: paths.office.signIn(), words: t('uploads.door.signed-out.signIn') },
      }
      return sendPage(request, response, { status, ...retryPage(language, 0, typed, first) })
    }
    // The frame does not know how long to wait.
    const framed = said.lock || status >= 500 || status === 429 ? null : await inFrame(request, status, said.why)
    if (framed) return sendPage(request, response, { status, ...framed })
    const words = said.why
      ? refusalWords(t, status, said.why, retryAfter)
      : said.lock && said.lock !== 'unknown'
        ? {
            title: t('office.locked.title'),
            text: t(`office.locked.${said.lock}`, { file: path.basename(env.keyringFile) }),
          }
        : null
    await sendPage(request, response, {
      status,
      ...plainErrorPage(status, language, retryAfter, words),
    })
  }

  const noteError = openErrorLog(log, isForLater)
  /** The same refusal as a page of whoever is signed in; null for strangers, and where the routes cannot say it. */
  async function inFrame(
    { headers }: IncomingMessage,
    status: number,
    why: RefusedPost['why'],
  ): Promise<{ html: string; policy: string } | null> {
    if (!headers.cookie) return null
    const asked = new Request(new URL(paths.office.refused(status, why), env.officeUrl), {
      headers: { cookie: headers.cookie, accept: 'text/html', 'accept-language': headers['accept-language'] ?? '' },
    })
    try {
      const answer = await site(asked, [])
      const policy = answer.headers.get('content-security-policy')
      return answer.status === status && policy ? { html: await answer.text(), policy } : null
    } catch (error) {
      log.error({ error }, 'a refusal could not be put into the frame')
      return null
    }
  }

  const server = createServer(requestTimeout, (request, response) => {
    handle(request, response).catch(async (error: unknown) => {
      if (response.destroyed) return log.info({ method: request.method, error }, 'a request was given up')
      noteError(error, 'a request failed', { method: request.method })
      if (!response.headersSent) await refuse(request, response, isForLater(error) ? 503 : 500)
      else response.destroy()
    })
  })
  // With `Expect: 100-continue`, a large form is not invited before we know who is asking.
  return server.on('checkContinue', (request, response) => server.emit('request', request, response))
}
