import type { Db } from '#db/client'
import { organizerIndex } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { fitsPassword, ownHash } from './password.server'
import { takeRecoveryCode } from './recovery-codes.server'
import { beginAttempt, endAttempt } from './sign-in-attempts.server'
import { takeTotp } from './totp.server'

/** Tries an hour: of one known browser, and of all others together with one address. */
const mostAttempts = 10
/** Nobody has this id. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** Outcome of a sign-in. Unknown address, wrong password, wrong code and too many tries are all `wrong`. */
export type SignedIn =
  | { outcome: 'signed-in'; organizerId: string; way: 'password' | 'recovery' }
  | { outcome: 'wrong' }

/**
 * Signs in with address, password and a code from the app, or a recovery code instead. Does the same work however it
 * ends, so that neither the answer nor its time tells who has an account. A code is used up by a good password only.
 *
 * @param door.browserOf the name of the browser if this organizer's account knows it, or null
 */
export async function signInWithPassword(
  db: Db,
  door: {
    keyring: Keyring
    vault: Vault
    browserOf: (organizerId: string) => string | null
    noteError: (error: unknown) => void
  },
  typed: { email: string; password: string; code: string },
  now: Date,
): Promise<SignedIn> {
  const { keyring, vault, browserOf, noteError } = door
  const email = typed.email.trim().toLowerCase()
  const code = typed.code.replace(/[\s-]/g, '').toLowerCase()
  const row = await db
    .selectFrom('organizer')
    .select(['id', 'password_hash', 'password_mac', 'sealed_totp'])
    .where('email_index', '=', organizerIndex(keyring, email))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  const browser = browserOf(row?.id ?? nobody)
  const tried = { way: 'sign-in', email, browser, organizerId: row?.id ?? null, most: mostAttempts } as const
  const attempt = await beginAttempt(db, keyring, tried, now)
  const isPassword = await fitsPassword(row ? ownHash(keyring, row) : null, typed.password)
  const organizer = row && isPassword && attempt.isOpen ? row : { id: nobody, sealed_totp: null }
  const way = /^\d{6}$/.test(code)
    ? (await takeTotp(db, { vault, noteError }, organizer, code, now)) && 'password'
    : (await takeRecoveryCode(db, keyring, { organizerId: organizer.id, code }, now)) && 'recovery'
  await endAttempt(db, attempt, way !== false, now)
  return way ? { outcome: 'signed-in', organizerId: organizer.id, way } : { outcome: 'wrong' }
}
