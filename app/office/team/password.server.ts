import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import type { Db } from '#db/client'
import { readFields } from '~/ui/forms/form-state'
import type { Keyring } from '~/vault/keyring'
import { fitsMac, rowMac } from '~/vault/row-mac.server'

const shortestPassword = 15
/** OWASP's second recommendation for argon2id: 19 MiB, 2 passes. */
const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** argon2id, as a PHC string. @throws when it is too short; the form has checked that before */
export async function hashPassword(password: string): Promise<string> {
  if ([...password].length < shortestPassword) throw new Error('the password is too short')
  return hash(password, argon)
}

interface PasswordRow {
  id: string
  password_hash: string | null
  password_mac: Buffer | null
}

/** The columns of an organizer's new password. @param hash as `hashPassword` makes it; null for none */
export function passwordColumns(keyring: Keyring, organizerId: string, hash: string | null) {
  return { password_hash: hash, password_mac: hash === null ? null : passwordMac(keyring, organizerId, hash) }
}

/** Whether an organizer has a password to sign in with. */
export async function signsInByPassword(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom('organizer').select('password_hash').where('id', '=', id).executeTakeFirstOrThrow()
  return row.password_hash !== null
}

/** The hash of an organizer's password; null when they have none, and when somebody wrote it into the database. */
export function ownHash(keyring: Keyring, row: PasswordRow): string | null {
  if (row.password_hash === null) return null
  return fitsMac(row.password_mac, passwordMac(keyring, row.id, row.password_hash)) ? row.password_hash : null
}

/** Whose passwords the office did not set. For the doctor. */
export async function forgedPasswords(db: Db, keyring: Keyring): Promise<string[]> {
  const rows = await db
    .selectFrom('organizer')
    .select(['id', 'password_hash', 'password_mac'])
    .where('password_hash', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.filter((row) => ownHash(keyring, row) === null).map(({ id }) => id)
}

function passwordMac(keyring: Keyring, organizerId: string, hash: string): Buffer {
  return rowMac(keyring, 'password', [organizerId, hash])
}

/** Whether it is the password of this hash; takes as long when there is none. */
export async function fitsPassword(stored: string | null, typed: string): Promise<boolean> {
  hashOfNobody ??= hash(randomBytes(20).toString('hex'), argon)
  const nobodys = await hashOfNobody
  return (await verify(stored ?? nobodys, typed, argon)) && stored !== null
}

let hashOfNobody: Promise<string> | undefined

const passwordSchema = z.object({
  password: z
    .string()
    .default('')
    .refine((password) => [...password].length >= shortestPassword, 'passwordShort')
    .refine((password) => password.length <= 500, 'passwordShort'),
})

/** Checks a new password; the error is a key under `site.errors`. */
export function readPassword(fields: Record<string, string>) {
  return readFields(passwordSchema, fields)
}
