import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Db } from '#db/client'
import type { FileParser } from '~/channels/uploads/file-parser.server'
import type { UploadKind } from '~/channels/uploads/limits'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Env } from '~/env.server'
import { isLanguage, type Language } from '~/i18n/language'
import { type Translate, translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { wallClock } from '~/ui/page/zoned-time'
import { usualZone } from '~/ui/page/zones'
import type { Keyring } from '~/vault/keyring'
import { openVault, type Vault } from '~/vault/open.server'
import { type AuditEntry, audit } from './audit.server'
import { groupName } from './group-name'
import type { HeldAct, HeldRequests, Released } from './held-requests.server'
import { lastLanguage } from './last-language'
import { allGroups, type OrganizerDetails, openOrganizer, rolesOf } from './organizers.server'
import { missingRight, refuseByRole } from './refuse-by-role.server'
import { type Group, groupsWithRight, hasRight, type Right, type RoleIn } from './rights'
import { findSession, isFresh, isSessionOpen, type Session, tokenOf } from './sessions.server'

/** What the office process passes to its routes. */
export interface OfficeContext {
  env: Env
  db: Db
  /** Null: locked; nobody can sign in until the keyring is back. */
  keyring: Keyring | null
  now: () => Date
  noteError: (error: unknown) => void
  /** Called for an organizer with a role that somebody wrote into the database by hand. */
  noteForgedRole: (organizerId: string) => void
  parser: FileParser
  /** Files uploaded with this request's form. */
  uploads: readonly UploadedFile[]
  heldRequests: HeldRequests
  /** Has a held request posted when this one is answered; its answer replaces this one's. */
  carryOut: (released: Released) => void
}

/** Context of a request that needs no account. */
export interface Visit {
  env: Env
  db: Db
  keyring: Keyring
  vault: Vault
  now: Date
  lang: Language
  t: Translate
  request: Request
  params: Record<string, string | undefined>
  url: URL
  parser: FileParser
  noteError: (error: unknown) => void
  noteForgedRole: (organizerId: string) => void
  heldRequests: HeldRequests
  carryOut: (released: Released) => void
  hasFiles: boolean
  /** Files that were chosen in one form field, also empty ones. Readable until the request is answered. */
  files(field: string): UploadedFile[]
}

/** Context of a signed-in request: who it is, and what they may do. */
export interface Office extends Visit {
  session: Session
  organizer: OrganizerDetails & { id: string }
  /** A network without a name has one in their language. */
  groups: ReadonlyMap<string, Group>
  roles: RoleIn[]
  /** In which they read all times: their own, or that of their first group. IANA. */
  zone: string
  /** That of their first group. */
  groupZone: string
  /** That of the network, whose days are counted. IANA. */
  networkZone: string
  /** The day there, YYYY-MM-DD. */
  today: string
  may(right: Right, groupId: string): boolean
  groupsWith(right: Right): string[]
  audit(entry: Omit<AuditEntry, 'organizerId'>, db?: Db): Promise<void>
}

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** A loader or action that carries the right it needs, so that a test can go through all of them. */
export type Guarded<Result> = ((args: Args) => Promise<Result>) & Door

/** What is known of an action before its form is read. */
export interface Door {
  right: Right | 'nobody' | 'anybody'
  /** Files its form may carry; missing: none. */
  uploads?: UploadKind
}

/** An action that needs a fresh proof of identity. */
export interface Fresh {
  /** A function may find that what was posted needs none: null. */
  act: HeldAct | ((fields: Record<string, string>) => HeldAct | null)
  /** The page it belongs to, for after the proof; default: the action's own path. */
  page?: (params: Visit['params']) => string
  /** Remix does not tell an index route's action that it is one. */
  isIndex?: true
}

/**
 * A loader or action that needs a right in at least one group. The work itself must check `may` for the group of what
 * it touches.
 *
 * @param right `anybody`: every account, such as for one's own settings
 * @param options.fresh first asks for a proof of identity if the last is older than five minutes; what was posted is
 *   carried out after it
 * @param options.uploads files its form may carry
 * @throws a redirect to the sign-in page for readers without a session; 403 for posts without one, and without the
 *   right
 */
export function guarded<Result>(
  right: Right | 'anybody',
  work: (office: Office) => Promise<Result>,
  options: { fresh?: Fresh; uploads?: Door['uploads'] } = {},
): Guarded<Result> {
  return Object.assign(
    async (args: Args) => {
      const visit = await visitOf(args)
      const session = await findSession(visit.db, visit.keyring, tokenOf(args.request), visit.now)
      if (!session)
        throw args.request.method === 'GET'
          ? redirect(paths.office.signIn(visit.url.pathname + visit.url.search))
          : new Response(null, { status: 403 })
      const office = await officeOf(visit, session)
      if (right !== 'anybody' && office.groupsWith(right).length === 0) throw await refuseByRole(office, right, null)
      if (options.fresh && !isFresh(session, visit.now)) {
        const proof = proveFirst(office, options.fresh, await args.request.clone().formData())
        if (proof) throw proof
      }
      try {
        return await work(office)
      } catch (thrown) {
        const missing = missingRight(thrown)
        throw missing ? await refuseByRole(office, missing.right, missing.groupId) : thrown
      }
    },
    { right, ...(options.uploads ? { uploads: options.uploads } : {}) },
  )
}

/**
 * Asks who is there before something is done, and keeps what was asked for meanwhile.
 *
 * @returns a redirect to the page for that; null when this needs no proof
 */
function proveFirst(office: Office, { act, page: pageOf, isIndex }: Fresh, form: FormData): Response | null {
  const fields = textsOf(form)
  const asked = typeof act === 'string' ? act : act(Object.fromEntries(fields))
  if (asked === null) return null
  const { pathname } = office.url
  const page = pageOf?.(office.params) ?? pathname
  const target = isIndex ? `${pathname}?index` : pathname
  const held = { act: asked, target, page, fields, hasFiles: office.hasFiles }
  return redirect(paths.office.prove(page, office.heldRequests.hold(office.session, held, office.now)), 303)
}

function textsOf(form: FormData): [string, string][] {
  return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
}

/** A loader or action that needs no account: signing in, accepting an invitation. */
export function unguarded<Result>(work: (visit: Visit) => Promise<Result>): Guarded<Result> {
  return Object.assign(async (args: Args) => work(await visitOf(args)), { right: 'nobody' as const })
}

export type Admission =
  | { outcome: 'stranger' }
  | { outcome: 'not-allowed'; language: Language }
  | { outcome: 'admitted'; organizerId: string; language: Language }

/**
 * Whether this session cookie may use an action, checked before the form is read. The action itself checks again, for
 * the group of what it touches.
 */
export async function admit(
  { db, keyring, now, noteForgedRole }: Pick<OfficeContext, 'db' | 'keyring' | 'now' | 'noteForgedRole'>,
  request: Pick<Request, 'headers'>,
  right: Right | 'anybody',
): Promise<Admission> {
  const session = keyring && (await findSession(db, keyring, tokenOf(request), now()))
  if (!session) return { outcome: 'stranger' }
  const { organizerId, language } = session
  const [groups, roles] = await Promise.all([allGroups(db), rolesOf(db, keyring, organizerId, noteForgedRole)])
  return right === 'anybody' || groupsWithRight(groups, roles, right).length > 0
    ? { outcome: 'admitted', organizerId, language }
    : { outcome: 'not-allowed', language }
}

/** Whether an answer that goes on may go on: the session is open, and its organizer still has the right there. */
export async function mayStill(
  { db, keyring, session, noteForgedRole }: Pick<Office, 'db' | 'keyring' | 'session' | 'noteForgedRole'>,
  right: Right,
  groupId: string,
  now: Date,
): Promise<boolean> {
  const [isOpen, groups, roles] = await Promise.all([
    isSessionOpen(db, session.id, now),
    allGroups(db),
    rolesOf(db, keyring, session.organizerId, noteForgedRole),
  ])
  return isOpen && hasRight(groups, roles, right, groupId)
}

/** The signed-in organizer, or null. For the frame around every page. */
export async function whoIsThere(visit: Visit): Promise<Office | null> {
  const session = await findSession(visit.db, visit.keyring, tokenOf(visit.request), visit.now)
  return session ? officeOf(visit, session) : null
}

async function visitOf({ request, params, context: given }: Args): Promise<Visit> {
  const context = given as unknown as OfficeContext
  if (!context.keyring) throw new Response(null, { status: 503 })
  const url = new URL(request.url)
  const wish = url.searchParams.get('lang')
  const { headers } = request
  const lang = isLanguage(wish)
    ? wish
    : lastLanguage({ cookie: headers.get('cookie'), preferred: headers.get('accept-language') })
  const { env, db, keyring, parser, noteError, noteForgedRole, heldRequests, carryOut } = context
  // A browser sends a file without name or content where none was chosen.
  const uploads = context.uploads.filter((file) => file.size > 0 || file.name !== '')
  return {
    env,
    db,
    keyring,
    vault: await openVault(db, keyring),
    now: context.now(),
    lang,
    t: translator(lang),
    request,
    params,
    url,
    parser,
    noteError,
    noteForgedRole,
    heldRequests,
    carryOut,
    hasFiles: uploads.length > 0,
    files: (field) => uploads.filter((file) => file.field === field),
  }
}

async function officeOf(visit: Visit, session: Session): Promise<Office> {
  const { db, keyring, vault, now } = visit
  const [stored, roles] = await Promise.all([
    allGroups(db),
    rolesOf(db, keyring, session.organizerId, visit.noteForgedRole),
  ])
  const network = translator(session.language)('office.team.network')
  const groups = new Map(
    [...stored].map(([id, group]) => [
      id,
      { ...group, name: groupName({ kind: group.kind, name: group.name }, network) },
    ]),
  )
  const networkZone = [...groups.values()].find(({ kind }) => kind === 'network')?.timeZone ?? usualZone
  const groupZone = groups.get(roles[0]?.groupId ?? '')?.timeZone ?? usualZone
  return {
    ...visit,
    lang: session.language,
    t: translator(session.language),
    session,
    organizer: {
      id: session.organizerId,
      ...openOrganizer(vault, { id: session.organizerId, sealed: session.sealed }),
    },
    groups,
    roles,
    zone: session.timeZone ?? groupZone,
    groupZone,
    networkZone,
    today: wallClock(networkZone, now).day,
    may: (right, groupId) => hasRight(groups, roles, right, groupId),
    groupsWith: (right) => groupsWithRight(groups, roles, right),
    audit: (entry, trx = db) => audit(trx, { ...entry, organizerId: session.organizerId }, now),
  }
}
