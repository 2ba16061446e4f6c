import { mkdtemp, rm } from 'node:fs/promises'
import http, { type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { matchRoutes } from '@remix-run/react'
import type { AppLoadContext, ServerBuild } from '@remix-run/server-runtime'
import type { Env } from '~/env.server'
import { openFindAction } from '~/office/frame/find-action'
import { createOfficeDoor } from '~/office/frame/office.server'
import { openReception } from '~/office/frame/receive-post.server'
import { openSite } from '~/office/guard/carry-out.server'
import type { OfficeContext } from '~/office/guard/guard.server'
import { openHeldRequests } from '~/office/guard/held-requests.server'
import { sealingKey } from '~/vault/vault-keys.server'
import type { Logger } from '~/web/http/log.server'
import { orAway } from '~/web/http/or-away'
import { openPages } from '~/web/http/pages.server'
import { openRateLimits } from '~/web/http/rate-limits.server'
import { startServer, stopServer } from '~/web/http/server.server'
import type { Context } from '~/web/site/context'
import { createDoor } from '~/web/site/door.server'
import { openHooksDoor } from '~/web/site/hooks-door.server'
import { openSignDoor } from '~/web/site/sign-door.server'
import type { World } from './firme-test'
import { testParser } from './uploads'

/** The office's and the site's own servers with their built pages, in this process, on a test's database. */
export interface Doors {
  /** Patterns of every route with a page, a file or an action, such as `office/people/:person`. */
  routes: Record<Side, RoutePattern[]>
  /** The pattern that an address leads to. */
  patternOf: (side: Side, pathname: string) => string
  ask: (side: Side, asking: Asking) => Promise<Answered>
  /** What a route threw, or a request failed with, since the last call. */
  failures: () => string[]
  close: () => Promise<void>
}

export type Side = 'office' | 'public'

export interface RoutePattern {
  id: string
  pattern: string
  isIndex: boolean
  hasLoader: boolean
  hasAction: boolean
}

export interface Asking {
  method: 'GET' | 'POST'
  /** As it is written on the request line. */
  target: string
  headers?: Record<string, string>
  body?: string | Buffer
  /** Ends the connection after the body, however many bytes the headers announced. */
  hangsUp?: boolean
}

export interface Answered {
  status: number
  type: string
  location: string
  /** Set by the answer, as name=value. */
  cookies: string[]
  text: string
}

/** Milliseconds after which an answer is a hang. */
const patience = 15_000

export async function openDoors(world: World, env: Env, now: () => Date = () => world.at): Promise<Doors> {
  // Vitest's mapping of stacks calls itself without end after many errors in built bundles.
  Reflect.deleteProperty(Error, 'prepareStackTrace')
  const failed: string[] = []
  const noteError = (error: unknown) => void failed.push(error instanceof Error ? (error.stack ?? '') : String(error))
  const note: Logger['error'] = ({ error }, message) => void failed.push(`${message}: ${(error as Error)?.stack}`)
  const log: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: note }
  const uploads = await mkdtemp(path.join(tmpdir(), 'firme-doors-'))
  const [office, site] = [await openPages('office', env), await openPages('public', env)]

  const officeContext: Omit<OfficeContext, 'uploads' | 'carryOut'> = {
    env,
    db: world.as.office,
    keyring: world.keyring,
    now,
    noteError,
    noteForgedRole: () => {},
    parser: testParser,
    heldRequests: openHeldRequests(),
  }
  const officeDoor = createOfficeDoor(env, log, {
    files: async () => false,
    receive: openReception(officeContext, openFindAction(office.routes()), uploads),
    site: openSite(officeContext, (request, given) => office.answer(request, given as unknown as AppLoadContext)),
    keyring: () => world.keyring,
    lock: () => null,
  })

  const { intake, petitions } = world
  const siteKey = () => sealingKey(world.as.web, null)
  const siteContext: Omit<Context, 'limit'> = { env, db: world.as.web, intake, petitions, now, siteKey, noteError }
  const limits = openRateLimits()
  const publicDoor = createDoor({
    env,
    pages: {
      serve: () => Promise.reject(new Error('no page is kept')),
      has: () => false,
      invalidate: () => {},
      setListening: () => {},
    },
    signDoor: openSignDoor({ petitions, intake, env }),
    mailHook: async () => 401,
    hooksDoor: openHooksDoor(env, { db: world.as.web, intake, siteKey }),
    limits,
    context: siteContext,
    site: (request, given) => orAway(given, (noting) => site.answer(request, noting as AppLoadContext)),
    ready: async () => ({ isReady: true, checks: [] }),
    files: async () => false,
    log,
  })

  const servers: Record<Side, Server> = { office: officeDoor, public: publicDoor }
  for (const server of Object.values(servers)) await startServer(server, 0, '127.0.0.1')
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
  const trees = { office: treeOf(office.routes()), public: treeOf(site.routes()) }

  return {
    routes: { office: patternsOf(office.routes()), public: patternsOf(site.routes()) },
    patternOf: (side, pathname) => {
      const matches = matchRoutes(trees[side], pathname)
      return matches?.at(-1)?.route.id ?? ''
    },
    ask: (side, { method, target, headers = {}, body, hangsUp = false }) =>
      new Promise((resolve) => {
        const { port } = servers[side].address() as AddressInfo
        const origin = side === 'office' ? env.officeUrl : env.publicUrl
        const request = http.request(
          {
            agent: hangsUp ? false : agent,
            host: '127.0.0.1',
            port,
            method,
            path: target,
            headers: { origin, ...headers },
          },
          (answer) => {
            const pieces: Buffer[] = []
            const done = () => {
              clearTimeout(late)
              resolve({
                status: answer.statusCode ?? 0,
                type: answer.headers['content-type'] ?? '',
                location: answer.headers.location ?? '',
                cookies: (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]!),
                text: Buffer.concat(pieces).toString(),
              })
            }
            answer.on('data', (piece: Buffer) => {
              pieces.push(piece)
              // Live numbers never end.
              if (answer.headers['content-type'] === 'text/event-stream') {
                done()
                request.destroy()
              }
            })
            answer.once('end', done)
          },
        )
        const late = setTimeout(() => request.destroy(new Error(`no answer to ${method} ${target}`)), patience)
        request.once('error', (error) => {
          clearTimeout(late)
          if (!hangsUp) failed.push(`${method} ${target.slice(0, 200)}: ${error.message}`)
          resolve({ status: 0, type: '', location: '', cookies: [], text: '' })
        })
        if (body !== undefined) request.write(body)
        if (hangsUp) setTimeout(() => request.destroy(), 30)
        else request.end()
      }),
    failures: () => failed.splice(0),
    async close() {
      agent.destroy()
      await Promise.all(Object.values(servers).map((server) => stopServer(server, 0, 0)))
      await rm(uploads, { recursive: true, force: true })
    },
  }
}

type Routes = ServerBuild['routes']

function patternsOf(routes: Routes): RoutePattern[] {
  return Object.values(routes).flatMap((route) => {
    if (!route || route.id === 'root' || route.id === 'routes/office') return []
    const parts: string[] = []
    for (let at: typeof route | undefined = route; at; at = at.parentId ? routes[at.parentId] : undefined)
      if (at.path) parts.unshift(at.path)
    const { loader, action } = route.module
    return [
      {
        id: route.id,
        pattern: parts.join('/'),
        isIndex: route.index === true,
        hasLoader: loader !== undefined || route.module.default !== undefined,
        hasAction: action !== undefined,
      },
    ]
  })
}

function treeOf(routes: Routes, parentId?: string): Parameters<typeof matchRoutes>[0] {
  return Object.values(routes).flatMap((route): Parameters<typeof matchRoutes>[0] => {
    if (!route || route.parentId !== parentId) return []
    const { id, path: segment, index } = route
    return [index ? { id, path: segment, index } : { id, path: segment, children: treeOf(routes, id) }]
  })
}
