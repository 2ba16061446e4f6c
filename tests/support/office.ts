import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { type AppLoadContext, createRequestHandler, type ServerBuild } from '@remix-run/server-runtime'
import type { Role } from '#db/schema'
import type { FileParser } from '~/channels/uploads/file-parser.server'
import type { Env } from '~/env.server'
import type { Guarded, OfficeContext } from '~/office/guard/guard.server'
import { openHeldRequests, type Released } from '~/office/guard/held-requests.server'
import { organizerIndex, sealOrganizer } from '~/office/guard/organizers.server'
import { sessionCookie, startSession } from '~/office/guard/sessions.server'
import { giveRole } from '~/office/team/organizer-roles.server'
import { openVault } from '~/vault/open.server'
import type { World } from './firme-test'
import { envInPublic } from './settings'
import { testParser, textOf, uploadsOf } from './uploads'

type Work = Guarded<unknown>

/** A module under `routes/office…`, by its file name. */
export interface OfficeRoute {
  file: string
  loader?: Work
  action?: Work
}

const modules = import.meta.glob<{ loader?: Work; action?: Work }>('../../app/routes/office*.{ts,tsx}', { eager: true })

/** Every route of the office. */
export const officeRoutes: OfficeRoute[] = Object.entries(modules).map(([path, module]) => ({
  file: path.split('/').at(-1)!,
  ...module,
}))

export function officeRoute(file: string): OfficeRoute {
  return officeRoutes.find((route) => route.file.startsWith(`${file}.ts`))!
}

/** The network, or a group created for a test. */
export async function groupOf(
  world: World,
  name: string,
  kind: 'group' | 'chapter' = 'group',
  parentId?: string,
  areas: string[] = [],
): Promise<string> {
  const network = await world.db
    .selectFrom('member_group')
    .select('id')
    .where('kind', '=', 'network')
    .executeTakeFirstOrThrow()
  if (name === 'network') return network.id
  return (
    await world.db
      .insertInto('member_group')
      .values({ parent_id: parentId ?? network.id, kind, name, areas })
      .returning('id')
      .executeTakeFirstOrThrow()
  ).id
}

/** Gives an organizer a role as the office does. */
export function givesRole(world: World, organizerId: string, groupId: string, role: Role): Promise<void> {
  return world.db.transaction().execute((trx) => giveRole(trx, world.keyring, { organizerId, groupId, role }, world.at))
}

/** Somebody with a role and a signed-in browser. @returns their id and the token of their cookie */
export async function organizer(
  world: World,
  role: Role,
  groupId: string,
  name = 'Omar Reyes',
): Promise<{ id: string; token: string }> {
  const vault = await openVault(world.db, world.keyring)
  const id = randomUUID()
  const email = `${id}@example.org`
  await world.db
    .insertInto('organizer')
    .values({
      id,
      email_index: organizerIndex(world.keyring, email),
      sealed: sealOrganizer(vault, id, { name, email }),
      language: 'en',
      password_hash: null,
      sealed_totp: null,
      created_at: world.at,
      removed_at: null,
    })
    .execute()
  await givesRole(world, id, groupId, role)
  return { id, token: await startSession(world.db, world.keyring, { organizerId: id, way: 'passkey' }, world.at) }
}

export interface Call {
  token?: string
  /** Further cookies of the browser, such as `name=value`. */
  cookies?: string[]
  params?: Record<string, string>
  query?: string
  /** Posted fields; omit for a GET. */
  fields?: Record<string, string> | FormData
  at?: Date
  /** Settings; defaults to a site with everything set up. */
  env?: Env
  /** What takes files apart; defaults to that of the tests. */
  parser?: FileParser
  /** Told of an organizer with a role that was written by hand. */
  noteForgedRole?: (organizerId: string) => void
  /** Told of a held request that is to be carried out. */
  carryOut?: (released: Released) => void
}

const heldRequests = openHeldRequests()

export interface Answered {
  status: number
  /** As the action itself said it; null: that of the loader, which runs after it. */
  ownStatus: number | null
  location: string | null
  body: unknown
  /** The first cookie that was set, which is that of the session. */
  cookie: string | null
  cookies: string[]
}

/** Calls a loader or action like the office process; a thrown response is returned. */
export async function call(world: World, work: Work, { params = {}, ...asked }: Call): Promise<Answered> {
  const context = await contextOf(world, asked)
  const request = requestOf('/office', asked)
  try {
    return readAnswer(await work({ request, params, context } as unknown as LoaderFunctionArgs))
  } catch (thrown) {
    if (thrown instanceof Response) return readAnswer(thrown)
    throw thrown
  }
}

/** Posts a form as a browser without a script does: the page that answers it runs its loader once the action is done. */
export async function post(
  world: World,
  { loader, action }: OfficeRoute,
  { params = {}, ...asked }: Call,
): Promise<{ status: number; said: unknown; shown: unknown }> {
  const names = Object.keys(params)
  const page = { id: 'page', path: ['office', ...names.map((name) => `:${name}`)].join('/') }
  const handle = createRequestHandler(
    {
      mode: 'test',
      routes: {
        page: { ...page, module: { default: () => null, ...(loader && { loader }), ...(action && { action }) } },
      },
      entry: { module: { default: dataOfPage } },
      assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
      publicPath: '/',
      assetsBuildDirectory: '',
      future: { v3_singleFetch: true },
      isSpaMode: false,
    } as unknown as ServerBuild,
    'test',
  )
  const request = requestOf(['/office', ...names.map((name) => params[name]!)].join('/'), asked)
  const answer = await handle(request, (await contextOf(world, asked)) as unknown as AppLoadContext)
  return { status: answer.status, ...((await answer.json()) as { said: unknown; shown: unknown }) }
}

/** In the place of what draws a page. */
const dataOfPage: ServerBuild['entry']['module']['default'] = (_, status, __, { staticHandlerContext }) =>
  Response.json(
    { said: staticHandlerContext.actionData?.page ?? null, shown: staticHandlerContext.loaderData.page ?? null },
    { status },
  )

async function contextOf(
  world: World,
  {
    fields,
    at = world.at,
    env = envInPublic,
    parser = testParser,
    noteForgedRole = () => {},
    carryOut = () => {},
  }: Call,
): Promise<OfficeContext> {
  return {
    env,
    db: world.as.office,
    keyring: world.keyring,
    now: () => at,
    noteError: () => {},
    noteForgedRole,
    parser,
    uploads: fields instanceof FormData ? await uploadsOf(fields) : [],
    heldRequests,
    carryOut,
  }
}

function requestOf(path: string, { token, cookies = [], query = '', fields }: Call): Request {
  const body = fields instanceof FormData ? textOf(fields) : fields ? new URLSearchParams(fields) : undefined
  return new Request(`https://office.example.org${path}${query}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie: [...(token ? [`${sessionCookie}=${token}`] : []), ...cookies].join('; ') },
    ...(body ? { body } : {}),
  })
}

async function readAnswer(answer: unknown): Promise<Answered> {
  if (answer instanceof Response) {
    const isStream = answer.headers.get('content-type') === 'text/event-stream'
    if (isStream) await answer.body?.cancel()
    return {
      status: answer.status,
      ownStatus: answer.status,
      location: answer.headers.get('location'),
      body: isStream ? '' : await answer.text(),
      ...cookiesOf(answer.headers),
    }
  }
  const data = answer as { data?: unknown; init?: { status?: number; headers?: HeadersInit } } | null
  if (data && typeof data === 'object' && 'data' in data && 'init' in data)
    return {
      status: data.init?.status ?? 200,
      ownStatus: data.init?.status ?? null,
      location: null,
      body: data.data,
      ...cookiesOf(new Headers(data.init?.headers)),
    }
  return { status: 200, ownStatus: null, location: null, body: answer, cookie: null, cookies: [] }
}

function cookiesOf(headers: Headers): Pick<Answered, 'cookie' | 'cookies'> {
  const cookies = headers.getSetCookie()
  return { cookie: cookies[0] ?? null, cookies }
}
