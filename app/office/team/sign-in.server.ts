import { createHash, randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { Db } from '#db/client'
import { organizerIndex } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'

export const shortestPassword = 15
const freeFailures = 5
const longestLockMinutes = 60
/** OWASP's second recommendation for argon2id: 19 MiB, 2 passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Outcome of a sign-in. Unknown address, wrong password and wrong code are all `wrong`; a lock says until when. */
export type SignedIn =
  | { outcome: 'signed-in'; organizerId: string; way: 'password' | 'recovery' }
  | { outcome: 'wrong' }
  | { outcome: 'locked'; until: Date }

/**
 * Signs in with address, password and a code from the app, or a recovery code instead. Five wrong attempts lock the
 * account, for a minute at first and twice as long each time, up to an hour; a successful sign-in resets the count.
 */
export async function signInWithPassword(
  db: Db,
  keyring: Keyring,
  vault: Vault,
  typed: { email: string; password: string; code: string },
  now: Date,
): Promise<SignedIn> {
  const row = await db
    .selectFrom('organizer')
    .select(['id', 'password_hash', 'sealed_totp', 'totp_step', 'locked_until'])
    .where('email_index', '=', organizerIndex(keyring, typed.email.trim().toLowerCase()))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (row?.locked_until && row.locked_until > now) return { outcome: 'locked', until: row.locked_until }
  // Takes as long for an unknown address as for a known one.
  const isPassword = await verify(row?.password_hash ?? (await unknownHash()), typed.password, argon)
  if (!row?.password_hash || !isPassword) return fail(db, row?.id, now)
  const code = typed.code.replace(/[\s-]/g, '').toLowerCase()
  if (row.sealed_totp && /^\d{6}$/.test(code) && (await takeTotp(db, vault, row.id, row.sealed_totp, code, now)))
    return succeed(db, row.id, 'password')
  if (await takeRecoveryCode(db, keyring, { organizerId: row.id, code }, now)) return succeed(db, row.id, 'recovery')
  return fail(db, row.id, now)
}

/** argon2id, as a PHC string. @throws when it is too short; the form has checked that before */
export async function hashPassword(password: string): Promise<string> {
  if ([...password].length < shortestPassword) throw new Error('the password is too short')
  return hash(password, argon)
}

/** A secret for an authenticator app, and the URI for its QR code. RFC 6238. */
export function newTotp(email: string): { secret: string; uri: string } {
  return totpOf(new Secret({ size: 20 }).base32, email)
}

/** A known secret, with the URI for its QR code. */
export function totpOf(secret: string, email: string): { secret: string; uri: string } {
  return { secret, uri: new TOTP({ issuer: 'Firme', label: email, secret: Secret.fromBase32(secret) }).toString() }
}

/** Whether a code matches a secret that is being set up. */
export function fitsTotp(secret: string, code: string, now: Date): boolean {
  return stepOf(secret, code, now) !== null
}

export function sealTotp(vault: Vault, organizerId: string, secret: string): Buffer {
  return sealText(vault.site(), sealedAs('organizer', organizerId, 'totp'), secret)
}

/** Ten codes, each good once; they are shown once and kept as hashes. */
export async function renewRecoveryCodes(db: Db, keyring: Keyring, organizerId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => randomBytes(5).toString('hex'))
  await db.deleteFrom('recovery_code').where('organizer_id', '=', organizerId).execute()
  await db
    .insertInto('recovery_code')
    .values(
      codes.map((code) => {
        const row = { organizer_id: organizerId, hash: codeHash(organizerId, code) }
        return { ...row, used_at: null, mac: recoveryCodeMac(keyring, row) }
      }),
    )
    .execute()
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** A code can be used once: its time step is stored before it is accepted. */
async function takeTotp(
  db: Db,
  vault: Vault,
  organizerId: string,
  sealed: Buffer,
  code: string,
  now: Date,
): Promise<boolean> {
  const step = stepOf(openText(vault.site(), sealedAs('organizer', organizerId, 'totp'), sealed), code, now)
  if (step === null) return false
  const taken = await db
    .updateTable('organizer')
    .set({ totp_step: String(step) })
    .where('id', '=', organizerId)
    .where('totp_step', '<', String(step))
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta
}

/** Uses a recovery code up. @param code ten hexadecimal digits, without spaces and dashes */
export async function takeRecoveryCode(
  db: Db,
  keyring: Keyring,
  { organizerId, code }: { organizerId: string; code: string },
  now: Date,
): Promise<boolean> {
  if (!/^[0-9a-f]{10}$/.test(code)) return false
  const hash = codeHash(organizerId, code)
  const taken = await db
    .updateTable('recovery_code')
    .set({ used_at: now, mac: null })
    .where('organizer_id', '=', organizerId)
    .where('hash', '=', hash)
    .where('mac', '=', recoveryCodeMac(keyring, { organizer_id: organizerId, hash }))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** What a recovery code opens. */
export function recoveryCodeMac(keyring: Keyring, row: { organizer_id: string; hash: Buffer }): Buffer {
  return rowMac(keyring, 'recovery_code', [row.organizer_id, row.hash])
}

async function succeed(db: Db, organizerId: string, way: 'password' | 'recovery'): Promise<SignedIn> {
  await db.updateTable('organizer').set({ failures: 0, locked_until: null }).where('id', '=', organizerId).execute()
  return { outcome: 'signed-in', organizerId, way }
}

async function fail(db: Db, organizerId: string | undefined, now: Date): Promise<SignedIn> {
  if (!organizerId) return { outcome: 'wrong' }
  const { rows } = await sql<{ lockedUntil: Date | null }>`
    update organizer set failures = least(failures + 1, 30),
      locked_until = case when failures + 1 >= ${freeFailures}
        then ${now}::timestamptz + make_interval(mins => least(${longestLockMinutes}, (2 ^ least(failures + 1 - ${freeFailures}, 10))::integer)) end
    where id = ${organizerId} returning locked_until as "lockedUntil"
  `.execute(db)
  const until = rows[0]?.lockedUntil
  return until ? { outcome: 'locked', until } : { outcome: 'wrong' }
}

let hashOfNobody: Promise<string> | undefined

function unknownHash(): Promise<string> {
  hashOfNobody ??= hash(randomBytes(20).toString('hex'), argon)
  return hashOfNobody
}

function codeHash(organizerId: string, code: string): Buffer {
  return createHash('sha256').update(`${organizerId} ${code}`).digest()
}
