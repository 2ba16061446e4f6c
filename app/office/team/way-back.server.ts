import { randomBytes, randomUUID } from 'node:crypto'
import type { Db, Trx } from '#db/client'
import type { Language } from '~/i18n/language'
import { organizerIndex } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { takeRecoveryCode } from './recovery-codes.server'
import { beginAttempt, endAttempt } from './sign-in-attempts.server'

const codeMinutes = 15
const ownersHours = 24
/**
 * Tries an hour: of one known browser, and of all others together with one address. A code is one of 2^40, so guessing is
 * hopeless at far higher rates; these are high enough that no stranger uses them up from one network.
 */
const mostAttempts = { known: 20, others: 1_000 }

/** A link by which a locked-out organizer gets back in. */
export interface WayBack {
  id: string
  organizerId: string
  /** The owner who made it; null: made with a recovery code. */
  madeBy: string | null
  language: Language
  sealed: Buffer
}

export type CodeTaken = { outcome: 'open'; token: string; organizerId: string } | { outcome: 'wrong' | 'too-many' }

/**
 * Exchanges a recovery code of somebody without a password, once, for a link that is valid for 15 minutes and can only
 * make a new passkey. Unknown addresses are answered, counted and timed like known ones.
 *
 * @param browserOf the name of the browser if this organizer's account knows it, or null
 */
export async function openByCode(
  db: Db,
  { keyring, browserOf }: { keyring: Keyring; browserOf: (organizerId: string) => string | null },
  typed: { email: string; code: string },
  now: Date,
): Promise<CodeTaken> {
  const email = typed.email.trim().toLowerCase()
  const found = await db
    .selectFrom('organizer')
    .select(['id', 'password_hash'])
    .where('email_index', '=', organizerIndex(keyring, email))
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  const browser = browserOf(found?.id ?? randomUUID())
  const most = browser === null ? mostAttempts.others : mostAttempts.known
  const tried = { way: 'recover', email, browser, organizerId: found?.id ?? null, most } as const
  const attempt = await beginAttempt(db, keyring, tried, now)
  const organizerId = attempt.isOpen && found?.password_hash === null ? found.id : randomUUID()
  const code = typed.code.replace(/[\s-]/g, '').toLowerCase()
  const token = await db
    .transaction()
    .execute(async (trx) =>
      (await takeRecoveryCode(trx, keyring, { organizerId, code }, now))
        ? makeLink(trx, keyring, { organizerId, madeBy: null, minutes: codeMinutes }, now)
        : null,
    )
  await endAttempt(db, attempt, token !== null, now)
  if (token !== null) return { outcome: 'open', organizerId, token }
  return { outcome: attempt.isOpen ? 'wrong' : 'too-many' }
}

/**
 * Makes a link by which an organizer gets back in, once, within 24 hours, and queues a mail that tells them about it.
 * Earlier links stop working.
 *
 * @returns the token; only its hash is stored
 */
export async function letIn(
  trx: Trx,
  keyring: Keyring,
  { organizerId, madeBy }: { organizerId: string; madeBy: string },
  now: Date,
): Promise<string> {
  const token = await makeLink(trx, keyring, { organizerId, madeBy, minutes: ownersHours * 60 }, now)
  const { language } = await trx
    .selectFrom('organizer')
    .select('language')
    .where('id', '=', organizerId)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  await trx
    .insertInto('message')
    .values({
      id,
      channel: 'mail',
      template: 'let-in-again',
      language,
      organizer_id: organizerId,
      campaign_id: null,
      once_key: `let-in-again ${id}`,
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: now,
      created_at: now,
    })
    .execute()
  return token
}

async function makeLink(
  trx: Trx,
  keyring: Keyring,
  { organizerId, madeBy, minutes }: { organizerId: string; madeBy: string | null; minutes: number },
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const row = {
    id: randomUUID(),
    token_hash: linkHash(token),
    organizer_id: organizerId,
    made_by: madeBy,
    expires_at: new Date(now.getTime() + minutes * 60_000),
  }
  await trx
    .updateTable('access_link')
    .set({ used_at: now, mac: null })
    .where('organizer_id', '=', organizerId)
    .where('used_at', 'is', null)
    .execute()
  await trx
    .insertInto('access_link')
    .values({ ...row, created_at: now, used_at: null, mac: accessLinkMac(keyring, row) })
    .execute()
  return token
}

/** The link that a token opens, or null when it is unknown, used, too old or not made by us. */
export async function findWayBack(db: Db, keyring: Keyring, token: string, now: Date): Promise<WayBack | null> {
  const row = await db
    .selectFrom('access_link')
    .innerJoin('organizer', 'organizer.id', 'access_link.organizer_id')
    .select([
      'access_link.id',
      'token_hash',
      'organizer_id',
      'made_by',
      'expires_at',
      'mac',
      'organizer.language',
      'organizer.sealed',
    ])
    .where('token_hash', '=', linkHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('organizer.removed_at', 'is', null)
    .executeTakeFirst()
  if (!row || !fitsMac(row.mac, accessLinkMac(keyring, row))) return null
  const { id, organizer_id: organizerId, made_by: madeBy, language, sealed } = row
  return { id, organizerId, madeBy, language, sealed }
}

/** What a link opens: whose account, and until when. */
function accessLinkMac(
  keyring: Keyring,
  row: { id: string; token_hash: Buffer; organizer_id: string; made_by: string | null; expires_at: Date },
): Buffer {
  return rowMac(keyring, 'access_link', [row.id, row.token_hash, row.organizer_id, row.made_by, row.expires_at])
}

/** Uses up a link; of two concurrent requests only one gets true. */
export async function useWayBack(trx: Trx, id: string, now: Date): Promise<boolean> {
  const used = await trx
    .updateTable('access_link')
    .set({ used_at: now, mac: null })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}
