import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { matchRoutes } from '@remix-run/react'
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/server-runtime'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import type { OfficeContext } from '~/office/guard/guard.server'
import { openHeldRequests } from '~/office/guard/held-requests.server'
import { sessionCookie } from '~/office/guard/sessions.server'
import { sealingKey } from '~/vault/vault-keys.server'
import type { Context } from '~/web/site/context'
import type { World } from './firme-test'
import { testParser, textOf, uploadsOf } from './uploads'

/** The built site and office, serving a test's database without separate processes. */
export interface Pages {
  /** Gets a page, or posts to it; does not follow redirects. */
  ask: (where: string, options?: Asking) => Promise<Answer>
  /** Follows links from these pages; at most three, or `most`, pages per route and kind of address. */
  crawl: (seeds: string[], as?: Visitor & { most?: number }) => Promise<Answer[]>
  /** Modules under `routes/` that are pages. */
  modules: string[]
}

export interface Visitor {
  token?: string
  language?: Language
}

interface Asking extends Visitor {
  /** Posted fields; omit for a GET. */
  fields?: Record<string, string> | FormData | URLSearchParams
  at?: Date
  limit?: Awaited<ReturnType<Context['limit']>>
}

export interface Answer {
  /** Path and query. */
  where: string
  /** The module under `routes/` that responded, or ''. */
  module: string
  status: number
  location: string | null
  html: string
}

const load = async (bundle: string) =>
  (await import(
    /* @vite-ignore */ pathToFileURL(path.resolve('build', 'site', 'server', bundle, 'index.js')).href
  )) as ServerBuild

export async function openPages(world: World, env: Env): Promise<Pages> {
  const [publicBuild, officeBuild] = [await load('public'), await load('office')]
  const handlers = {
    public: createRequestHandler(publicBuild, 'development'),
    office: createRequestHandler(officeBuild, 'development'),
  }
  const routes = { public: routesOf(publicBuild), office: routesOf(officeBuild) }
  const found = new Map<string, string>()
  const noteError = (error: unknown) => {
    throw error
  }

  async function ask(
    where: string,
    { fields, token, language = 'en', at = world.at, limit = { outcome: 'ok' } }: Asking = {},
  ): Promise<Answer> {
    const side = where.startsWith('/office') ? 'office' : 'public'
    const url = new URL(where, side === 'office' ? env.officeUrl : env.publicUrl)
    const context: Context & OfficeContext = {
      env,
      db: world.db,
      intake: world.intake,
      petitions: world.petitions,
      keyring: world.keyring,
      now: () => at,
      siteKey: () => sealingKey(world.db, null),
      noteError,
      noteForgedRole: (organizerId) => noteError(new Error(`a forged role of ${organizerId}`)),
      limit: async () => limit,
      parser: testParser,
      uploads: fields instanceof FormData ? await uploadsOf(fields) : [],
      heldRequests: openHeldRequests(),
      carryOut: () => {},
    }
    const body = fields instanceof FormData ? textOf(fields) : fields ? new URLSearchParams(fields) : null
    const request = new Request(url, {
      method: body ? 'POST' : 'GET',
      headers: { 'accept-language': language, ...(token ? { cookie: `${sessionCookie}=${token}` } : {}) },
      ...(body ? { body } : {}),
    })
    const answer = await handlers[side](request, context as unknown as AppLoadContext)
    const isPage = answer.headers.get('content-type')?.includes('text/html') ?? false
    if (!isPage) await answer.body?.cancel()
    const module = routeAt(url.pathname).replace(/^routes\//, '')
    return {
      where: url.pathname + url.search,
      module,
      status: answer.status,
      location: answer.headers.get('location'),
      html: isPage ? await answer.text() : '',
    }
  }

  async function crawl(seeds: string[], { most = 3, ...as }: Visitor & { most?: number } = {}): Promise<Answer[]> {
    const seen = new Set<string>()
    const counts = new Map<string, number>()
    const answers: Answer[] = []
    const open = [...seeds]
    for (let where = open.shift(); where !== undefined; where = open.shift()) {
      if (seen.has(where)) continue
      seen.add(where)
      const kind = kindOf(where)
      const count = counts.get(kind) ?? 0
      // Sheets and pictures take long to draw: one of each kind shows that it can be had.
      if (count >= (isDrawn(where) ? 1 : most) && !seeds.includes(where)) continue
      counts.set(kind, count + 1)
      const answer = await ask(where, as)
      answers.push(answer)
      if (answer.location) open.push(...onHere([answer.location], where))
      open.push(
        ...onHere(
          [...answer.html.matchAll(/<a [^>]*?href="([^"]+)"/g)].map((link) => link[1]!.replaceAll('&amp;', '&')),
          where,
        ),
      )
    }
    return answers
  }

  /** The route and the names of query parameters, so that a list of a thousand people counts as a few pages. */
  function kindOf(where: string): string {
    const url = new URL(where, env.publicUrl)
    return [
      url.pathname.split('/')[1] === 'es' ? 'es' : 'en',
      routeAt(url.pathname),
      ...[...url.searchParams.keys()].sort(),
    ].join(' ')
  }

  /** The id of the route of a path, or ''. */
  function routeAt(pathname: string): string {
    const side = pathname.startsWith('/office') ? 'office' : 'public'
    const known = found.get(pathname) ?? matchRoutes(routes[side], pathname)?.at(-1)?.route.id ?? ''
    found.set(pathname, known)
    return known
  }

  /** Links that stay on this side, as path and query. */
  function onHere(links: string[], from: string): string[] {
    const base = new URL(from, from.startsWith('/office') ? env.officeUrl : env.publicUrl)
    const there = links
      .map((link) => new URL(link, base))
      .filter(
        (url) => url.origin === base.origin && !url.pathname.startsWith('/office') === !from.startsWith('/office'),
      )
    return there.map((url) => url.pathname + url.search)
  }

  return { ask, crawl, modules: [...new Set([...pagesOf(publicBuild), ...pagesOf(officeBuild)])].sort() }
}

function isDrawn(where: string): boolean {
  return /\.(pdf|png)(\?|$)/.test(where)
}

function pagesOf({ routes }: ServerBuild): string[] {
  return Object.values(routes).flatMap((route) =>
    route && route.id !== 'root' && route.id !== 'routes/office' && route.module.default
      ? [route.id.replace(/^routes\//, '')]
      : [],
  )
}

type Routes = Parameters<typeof matchRoutes>[0]

function routesOf({ routes }: ServerBuild, parentId = 'root'): Routes {
  return Object.values(routes).flatMap((route): Routes => {
    if (!route || route.parentId !== parentId) return []
    const { id, path: segment, index } = route
    return [
      index ? { id, path: segment, index } : { id, path: segment, children: routesOf({ routes } as ServerBuild, id) },
    ]
  })
}
