import { lstat, open } from 'node:fs/promises'
import { ageMagic } from './open-backup.server'

/** Milliseconds without a write after which nobody writes to a draft any more. */
const quietFor = 3_600_000

/**
 * Whether a draft was left by a backup that was killed: it is an age file, or the beginning of one, and has not been
 * written to for an hour. Anything else may be a backup in progress, or somebody's own file.
 */
export async function isAbandoned(draft: string): Promise<boolean> {
  const found = await lstat(draft).catch(() => null)
  if (!found?.isFile() || Date.now() - found.mtimeMs < quietFor) return false
  // What may not be read was not written by this user.
  const handle = await open(draft, 'r').catch(() => null)
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(ageMagic.length), 0, ageMagic.length, 0)
    return ageMagic.startsWith(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await handle.close()
  }
}
