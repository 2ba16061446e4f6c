import { createHash, randomBytes } from 'node:crypto'
import type { Db } from '#db/client'
import type { Keyring } from '~/vault/keyring'
import { rowMac } from '~/vault/row-mac.server'

/** Ten codes, each good once; they are shown once and kept as keyed hashes. */
export async function renewRecoveryCodes(db: Db, keyring: Keyring, organizerId: string): Promise<string[]> {
  const codes = Array.from({ length: 10 }, () => randomBytes(5).toString('hex'))
  await db.deleteFrom('recovery_code').where('organizer_id', '=', organizerId).execute()
  await db
    .insertInto('recovery_code')
    .values(
      codes.map((code) => {
        const row = { organizer_id: organizerId, hash: codeHash(keyring, organizerId, code) }
        return { ...row, used_at: null, mac: recoveryCodeMac(keyring, row) }
      }),
    )
    .execute()
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`)
}

/** Uses a recovery code up. @param code ten hexadecimal digits, without spaces and dashes */
export async function takeRecoveryCode(
  db: Db,
  keyring: Keyring,
  { organizerId, code }: { organizerId: string; code: string },
  now: Date,
): Promise<boolean> {
  if (!/^[0-9a-f]{10}$/.test(code)) return false
  // The previous version, which may still run during an update, keeps the hash without a key.
  const hashes = [codeHash(keyring, organizerId, code), openHash(organizerId, code)]
  const taken = await db
    .updateTable('recovery_code')
    .set({ used_at: now, mac: null })
    .where('organizer_id', '=', organizerId)
    .where((eb) =>
      eb.or(hashes.map((hash) => eb.and({ hash, mac: recoveryCodeMac(keyring, { organizer_id: organizerId, hash }) }))),
    )
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

/** What a recovery code opens. */
export function recoveryCodeMac(keyring: Keyring, row: { organizer_id: string; hash: Buffer }): Buffer {
  return rowMac(keyring, 'recovery_code', [row.organizer_id, row.hash])
}

/** Under the keyring: ten digits are few enough to try them all against a hash that needs no key. */
function codeHash(keyring: Keyring, organizerId: string, code: string): Buffer {
  return underKeyring(keyring, openHash(organizerId, code))
}

function openHash(organizerId: string, code: string): Buffer {
  return createHash('sha256').update(`${organizerId} ${code}`).digest()
}

/** A code's hash as it is kept, from the hash without a key as it was kept before. */
export function underKeyring(keyring: Keyring, hash: Buffer): Buffer {
  return rowMac(keyring, 'recovery code', [hash])
}
