import path from 'node:path'
import type { Keyring } from '~/vault/keyring'
import { readKeyringFile } from '~/vault/keyring.server'

/** The keyring of a running site. @throws when it cannot be read */
export async function keyringIn(dataDir: string): Promise<Keyring> {
  const read = await readKeyringFile(path.join(dataDir, 'keyring.json'))
  if (read.outcome !== 'read') throw new Error(`the keyring is ${read.outcome}`)
  return read.keyring
}
