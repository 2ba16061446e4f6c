import { chmod, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'

/** Readable by the owner only: these files hold addresses, phone numbers, codes and links in plain text. */
const ownersFolder = 0o700
export const ownersFile = 0o600

/** Returns the folder for captured email or texts; creates it if missing. */
export async function capturedFolder(dataDir: string, ...parts: string[]): Promise<string> {
  const folder = path.join(dataDir, 'outbox', ...parts)
  await mkdir(folder, { recursive: true, mode: ownersFolder })
  return folder
}

/**
 * Removes group and world access from everything captured so far, including by earlier versions. Runs at every start.
 */
export async function closeCaptured(dataDir: string): Promise<void> {
  const outbox = path.join(dataDir, 'outbox')
  const entries = await readdir(outbox, { recursive: true, withFileTypes: true }).catch(notThere)
  if (!entries) return
  await chmod(outbox, ownersFolder)
  for (const entry of entries)
    await chmod(path.join(entry.parentPath, entry.name), entry.isDirectory() ? ownersFolder : ownersFile).catch(
      notThere,
    )
}

function notThere(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
