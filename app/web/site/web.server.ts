import type { AddressInfo } from 'node:net'
import type { AppLoadContext } from '@remix-run/node'
import { openDatabase, patienceOf } from '#db/client'
import { openClock } from '#db/clock'
import { isAway } from '#db/is-away'
import { openPetitionDirectory } from '~/actions/petitions/petition-directory.server'
import type { Env } from '~/env.server'
import { openIntake } from '~/queue/intake/append.server'
import { watchSwitch } from '~/queue/outbox/switches.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { openErrorLog } from '~/web/http/error-log'
import { openFiles } from '~/web/http/files.server'
import { listen } from '~/web/http/listen.server'
import { hushConsole, openLog } from '~/web/http/log.server'
import { orAway } from '~/web/http/or-away'
import { openPages } from '~/web/http/pages.server'
import { openRateLimits } from '~/web/http/rate-limits.server'
import { commonHeaders } from '~/web/http/security-headers'
import { startServer, stopServer } from '~/web/http/server.server'
import { joinSharedCounts } from '~/web/http/shared-counts.server'
import type { Context } from './context'
import { createDoor } from './door.server'
import { openHooksDoor } from './hooks-door.server'
import { openMailHook } from './mail-hook.server'
import { createPageCache, type Rendered } from './page-cache.server'
import { openReadiness } from './ready.server'
import { openRenderQueue } from './render-queue'
import { openSignDoor } from './sign-door.server'

/** Starts the web role: public pages, forms, signing. It holds no key that can decrypt anything. */
export async function startWeb(env: Env): Promise<{ stop(): Promise<void>; reload(): Promise<void> }> {
  const log = openLog(env)
  hushConsole(log)
  const databaseUrl = env.databaseUrl!
  const { db, pool } = openDatabase(databaseUrl, 8, patienceOf.web)
  const petitions = openPetitionDirectory(db)
  const noteRouteError = openErrorLog(log, isAway)
  const noteError = (error: unknown) => noteRouteError(error, 'a route failed')
  const readOnly = watchSwitch(db, 'read-only', (error) => log.error({ error }, 'a switch could not be read'))
  const intake = openIntake(pool, readOnly.isPaused)
  const clock = openClock(db, (error) => log.error({ error }, 'the clock could not be compared'))
  const limits = openRateLimits(env.sharedNetworks, await joinSharedCounts())
  const context: Omit<Context, 'limit'> = {
    env,
    db,
    intake,
    petitions,
    now: clock.now,
    siteKey: () => sealingKey(db, null),
    noteError,
  }

  const built = await openPages('public', env)
  const inTurn = openRenderQueue()
  const site = (request: Request, given: Context) =>
    inTurn(new URL(request.url).pathname, () =>
      orAway(given, (noting) => built.answer(request, noting as AppLoadContext)),
    )
  const render = (key: string) => renderPage(site, env, context, key)
  const pages = createPageCache(render, commonHeaders(env.publicUrl), Date.now)
  let isHearing = true
  const listener = listen(
    env.listenUrl ?? databaseUrl,
    (tag) => {
      petitions.forget()
      pages.invalidate(tag)
    },
    (isListening) => {
      isHearing = isListening
      pages.setListening(isListening)
    },
  )

  const server = createDoor({
    env,
    // During development, pages are rendered for every request.
    pages: env.isDev ? { ...pages, has: () => false, serve: render } : pages,
    signDoor: openSignDoor({ petitions, intake, env }),
    mailHook: openMailHook(env.mailHookSecret, intake, context.siteKey),
    hooksDoor: openHooksDoor(env, { db, intake, siteKey: context.siteKey }),
    limits,
    context,
    site,
    ready: openReadiness(db, env, { isHearing: () => isHearing, now: context.now }),
    files: openFiles(env),
    log,
  })
  // Only after the pages are loaded: while this process is busy loading them, it cannot receive the database's answer.
  await Promise.all([readOnly.look(), clock.look()])
  await startServer(server, env.port, env.listenHost)
  log.info({ port: (server.address() as AddressInfo).port }, 'web is listening')

  return {
    reload: built.reload,
    async stop() {
      await stopServer(server, env.stopGrace, 5_000)
      readOnly.stop()
      clock.stop()
      await listener.stop()
      await db.destroy()
    },
  }
}

/** Renders a page as anybody sees it; the route lists in `x-firme-tags` what it shows. */
async function renderPage(
  site: (request: Request, context: Context) => Promise<Response>,
  env: Env,
  context: Omit<Context, 'limit'>,
  key: string,
): Promise<Rendered> {
  const response = await site(new Request(new URL(key, env.publicUrl)), {
    ...context,
    limit: async () => ({ outcome: 'ok' }),
  })
  const tags = response.headers.get('x-firme-tags')
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'x-firme-tags'))
  return {
    status: response.status,
    headers,
    body: Buffer.from(await response.arrayBuffer()),
    tags: tags?.split(' ') ?? null,
  }
}
