import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Keyring } from '~/vault/keyring'

/** Whose try it is: the browser's own, if the account knows it, or one of all others with the typed address. */
export interface Tried {
  way: 'sign-in' | 'recover'
  /** Lower-cased. */
  email: string
  /** Name of a browser that the account knows, or of a session; null for all others. */
  browser: string | null
  /** The account with this address; null when there is none. */
  organizerId: string | null
}

/** A counted try. */
export interface Attempt {
  countedAs: Buffer
  /** Whether there was one left. */
  isOpen: boolean
}

/**
 * Counts a try before anything is checked, so that many at once do not get past the limit. Tries with an address that
 * nobody has are counted like all others.
 *
 * @param most tries an hour
 */
export async function beginAttempt(
  db: Db,
  keyring: Keyring,
  { most, ...tried }: Tried & { most: number },
  now: Date,
): Promise<Attempt> {
  const countedAs = indexOf(keyring, tried)
  const { rows } = await sql<{ attempts: number }>`
    insert into sign_in_attempt (counted_as, hour, organizer_id, attempts)
    values (${countedAs}, date_trunc('hour', ${now}::timestamptz), ${tried.organizerId}, 1)
    on conflict (counted_as, hour) do update set attempts = sign_in_attempt.attempts + 1, organizer_id = excluded.organizer_id
    returning attempts
  `.execute(db)
  return { countedAs, isOpen: rows[0]!.attempts <= most }
}

/** Notes how a try ended: a good one is given back, any other is a failure for the activity log. */
export async function endAttempt(db: Db, { countedAs }: Attempt, isGood: boolean, now: Date): Promise<void> {
  await sql`
    update sign_in_attempt set attempts = attempts - ${isGood ? 1 : 0}, failures = failures + ${isGood ? 0 : 1}
    where counted_as = ${countedAs} and hour = date_trunc('hour', ${now}::timestamptz)
  `.execute(db)
}

function indexOf(keyring: Keyring, { way, email, browser }: Tried): Buffer {
  const whose = browser === null ? `address ${email}` : `browser ${browser}`
  return createHmac('sha256', keyring.blindKey).update(`${way} ${whose}`).digest()
}
