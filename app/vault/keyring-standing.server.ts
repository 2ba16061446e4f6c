import type { Db } from '#db/client'
import { openBox } from './box.server'
import type { Keyring } from './keyring'
import { createKeyringOnce, readKeyringFile } from './keyring.server'
import type { Unopened } from './keyring-words'
import { wrapAad } from './vault-keys.server'

/** Whether the keyring exists and opens this database. `new`: there is neither a file nor any keys yet. */
export type KeyringStanding = { is: 'open'; keyring: Keyring } | { is: 'new' } | { is: Unopened }

/** Reads the keyring and tries it on one of the database's keys. */
export async function readKeyring(db: Db, file: string): Promise<KeyringStanding> {
  const [read, key] = await Promise.all([
    readKeyringFile(file),
    db.selectFrom('vault_key').select(['id', 'wrapped_data_key']).orderBy('created_at').limit(1).executeTakeFirst(),
  ])
  switch (read.outcome) {
    case 'read':
      return !key || opens(read.keyring, key) ? { is: 'open', keyring: read.keyring } : { is: 'not-ours' }
    case 'missing':
      return { is: key ? 'lost' : 'new' }
    case 'unreadable':
    case 'broken':
      return { is: read.outcome }
  }
}

/**
 * The same, but creates the keyring of a new installation. Never creates one where keys exist: it could not open them.
 */
export async function readOrMakeKeyring(
  db: Db,
  file: string,
): Promise<{ standing: Exclude<KeyringStanding, { is: 'new' }>; isMade: boolean }> {
  const found = await readKeyring(db, file)
  const isMade = found.is === 'new' && (await createKeyringOnce(file)) === 'created'
  const standing = found.is === 'new' ? await readKeyring(db, file) : found
  if (standing.is === 'new') throw new Error(`${file} was there and is gone`)
  return { standing, isMade }
}

function opens(
  { wrapKey }: Keyring,
  { id, wrapped_data_key: wrapped }: { id: string; wrapped_data_key: Buffer },
): boolean {
  try {
    openBox(wrapKey, wrapped, wrapAad(id, 'data')).fill(0)
    return true
  } catch {
    return false
  }
}
