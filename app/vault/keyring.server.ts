import { createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Keyring } from './keyring'

const keyringFile = z.object({ version: z.literal(1), secret: z.base64().length(44) })

/**
 * Creates the keyring of a new installation, once. Safe when two processes call it at once: only one file results. Only
 * `readOrMakeKeyring` knows whether an installation is new.
 *
 * @throws when the file cannot be written
 */
export async function createKeyringOnce(file: string): Promise<'created' | 'found'> {
  if (await stat(file).catch(notThere)) return 'found'
  await mkdir(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}.new`
  await writePrivately(draft, JSON.stringify({ version: 1, secret: randomBytes(32).toString('base64') }))
  try {
    await link(draft, file)
    return 'created'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'found'
    throw error
  } finally {
    await rm(draft)
  }
}

/** A file's content: a keyring, or why there is none. */
export type KeyringFile = { outcome: 'read'; keyring: Keyring } | { outcome: 'missing' | 'unreadable' | 'broken' }

/**
 * Reads a keyring file. `unreadable`: it belongs to another user, or the system cannot read it. `broken`: it does not
 * contain a keyring.
 */
export async function readKeyringFile(file: string): Promise<KeyringFile> {
  try {
    const keyring = parseKeyring(await readFile(file, 'utf8'))
    return keyring ? { outcome: 'read', keyring } : { outcome: 'broken' }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { outcome: 'missing' }
    if (code === 'EISDIR' || code === 'ELOOP' || error instanceof SyntaxError) return { outcome: 'broken' }
    // A disk, a network share, a limit on open files: any obstacle to reading is reported, and reading is retried.
    if (code !== undefined) return { outcome: 'unreadable' }
    throw error
  }
}

/** The keyring in a file's text, or null. @throws SyntaxError when the text is no JSON */
export function parseKeyring(text: string): Keyring | null {
  const parsed = keyringFile.safeParse(JSON.parse(text))
  return parsed.success ? keyringFrom(Buffer.from(parsed.data.secret, 'base64')) : null
}

/** A keyring from its one secret of 32 bytes (HKDF-SHA256, RFC 5869: one key for each purpose). */
export function keyringFrom(secret: Buffer): Keyring {
  return {
    wrapKey: derive(secret, 'wrap'),
    blindKey: derive(secret, 'blind'),
    linkKey: derive(secret, 'link'),
    rowKey: derive(secret, 'row'),
  }
}

function derive(secret: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secret, 'firme keyring v1', purpose, 32)))
}

async function writePrivately(file: string, text: string) {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await chmod(file, 0o600)
}

function notThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
