import { sql } from 'kysely'
import type { Db } from '#db/client'
import { organizerIndex } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { fitsPassword } from './password.server'
import { takeRecoveryCode } from './recovery-codes.server'
import { takeTotp } from './totp.server'

const freeFailures = 5
const longestLockMinutes = 60
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
  const isPassword = await fitsPassword(row?.password_hash ?? null, typed.password)
  if (!row || !isPassword) return fail(db, row?.id, now)
  const code = typed.code.replace(/[\s-]/g, '').toLowerCase()
  if (row.sealed_totp && /^\d{6}$/.test(code) && (await takeTotp(db, vault, row.id, row.sealed_totp, code, now)))
    return succeed(db, row.id, 'password')
  if (await takeRecoveryCode(db, keyring, { organizerId: row.id, code }, now)) return succeed(db, row.id, 'recovery')
  return fail(db, row.id, now)
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
