import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import type { Keyring } from '~/vault/keyring'
import { fitsMac, rowMac } from '~/vault/row-mac.server'

export const sessionCookie = '__Host-firme'
const idleHours = 12
const longestDays = 14
const freshMinutes = 5

/** A signed-in browser. */
export interface Session {
  id: string
  organizerId: string
  language: Language
  /** The organizer's own; null: that of their group. IANA. */
  timeZone: string | null
  sealed: Buffer
  way: 'passkey' | 'password' | 'recovery'
  provedAt: Date
}

/** Whether identity was proved recently; required for exports, roles, keys and sending to many. */
export function isFresh(session: Pick<Session, 'provedAt'>, now: Date): boolean {
  return now.getTime() - session.provedAt.getTime() <= freshMinutes * 60_000
}

/**
 * A new session; always a new token, so that one that was planted beforehand leads nowhere.
 *
 * @param who.replaces token of a session that ends with it
 * @returns the token for the cookie
 */
export async function startSession(
  db: Db,
  keyring: Keyring,
  { organizerId, way, replaces = null }: Pick<Session, 'organizerId' | 'way'> & { replaces?: string | null },
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = {
    id: randomUUID(),
    token_hash: hashOf(token),
    organizer_id: organizerId,
    way,
    created_at: now,
    proved_at: now,
  }
  await db
    .insertInto('organizer_session')
    .values({ ...row, seen_at: now, ended_at: null, mac: sessionMac(keyring, row) })
    .execute()
  if (replaces)
    await db
      .updateTable('organizer_session')
      .set({ ended_at: now, mac: null })
      .where('token_hash', '=', hashOf(replaces))
      .where('ended_at', 'is', null)
      .execute()
  return token
}

/** The session of a cookie, or null when it is unknown, ended, idle for twelve hours, older than two weeks or not written by us. */
export async function findSession(db: Db, keyring: Keyring, token: string | null, now: Date): Promise<Session | null> {
  if (!token) return null
  const hash = hashOf(token)
  const { rows } = await sql<Session & { createdAt: Date; mac: Buffer | null }>`
    update organizer_session set seen_at = ${now}
    from organizer
    where token_hash = ${hash} and organizer.id = organizer_id and ${isOpen(now)}
    returning organizer_session.id, organizer_id as "organizerId", organizer.language, organizer.time_zone as "timeZone", organizer.sealed, way, proved_at as "provedAt", organizer_session.created_at as "createdAt", mac
  `.execute(db)
  const [row] = rows
  if (!row) return null
  const { createdAt, mac, ...session } = row
  const expected = sessionMac(keyring, {
    id: session.id,
    token_hash: hash,
    organizer_id: session.organizerId,
    way: session.way,
    created_at: createdAt,
    proved_at: session.provedAt,
  })
  return fitsMac(mac, expected) ? session : null
}

/** Whether a session is still open. Asking does not prolong it, unlike `findSession`. */
export async function isSessionOpen(db: Db, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from organizer_session join organizer on organizer.id = organizer_id
    where organizer_session.id = ${id} and ${isOpen(now)}
  `.execute(db)
  return rows.length > 0
}

const isOpen = (now: Date) => sql<boolean>`ended_at is null and organizer.removed_at is null
  and seen_at > ${now}::timestamptz - make_interval(hours => ${idleHours}) and organizer_session.created_at > ${now}::timestamptz - make_interval(days => ${longestDays})`

/** Who is at this browser has proved again that it is them. */
export async function proveSession(db: Db, keyring: Keyring, id: string, now: Date): Promise<void> {
  const row = await db
    .selectFrom('organizer_session')
    .select(['id', 'token_hash', 'organizer_id', 'way', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const mac = sessionMac(keyring, { ...row, proved_at: now })
  await db.updateTable('organizer_session').set({ proved_at: now, mac }).where('id', '=', id).execute()
}

/** Ends sessions at once. @param which one session, all but one, or all of an organizer @returns how many */
export async function endSessions(
  db: Db,
  organizerId: string,
  which: { only?: string; except?: string },
  now: Date,
): Promise<number> {
  let query = db
    .updateTable('organizer_session')
    .set({ ended_at: now, mac: null })
    .where('organizer_id', '=', organizerId)
    .where('ended_at', 'is', null)
  if (which.only) query = query.where('id', '=', which.only)
  if (which.except) query = query.where('id', '<>', which.except)
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Open sessions, most recently used first. */
export async function openSessions(
  db: Db,
  organizerId: string,
  now: Date,
): Promise<{ id: string; way: Session['way']; created_at: Date; seen_at: Date }[]> {
  return db
    .selectFrom('organizer_session')
    .select(['id', 'way', 'created_at', 'seen_at'])
    .where('organizer_id', '=', organizerId)
    .where('ended_at', 'is', null)
    .where('seen_at', '>', new Date(now.getTime() - idleHours * 3_600_000))
    .where('created_at', '>', new Date(now.getTime() - longestDays * 86_400_000))
    .orderBy('seen_at', 'desc')
    .execute()
}

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const

export function sessionHeader(token: string): string {
  return stringifySetCookie({ ...attributes, name: sessionCookie, value: token, maxAge: longestDays * 86_400 })
}

export function endedHeader(): string {
  return stringifySetCookie({ ...attributes, name: sessionCookie, value: '', maxAge: 0 })
}

export function tokenOf(request: Pick<Request, 'headers'>): string | null {
  const token = parseCookie(request.headers.get('cookie') ?? '')[sessionCookie]
  return token && /^[\w-]{43}$/.test(token) ? token : null
}

interface SessionRow {
  id: string
  token_hash: Buffer
  organizer_id: string
  way: Session['way']
  created_at: Date
  proved_at: Date
}

function sessionMac(keyring: Keyring, row: SessionRow): Buffer {
  const { id, token_hash: hash, organizer_id: organizerId, way, created_at: createdAt, proved_at: provedAt } = row
  return rowMac(keyring, 'organizer_session', [id, hash, organizerId, way, createdAt, provedAt])
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
