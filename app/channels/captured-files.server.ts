import { chmod, mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'

/** Readable by their owner alone: addresses, numbers, codes and links lie in them in the clear. */
const ownersFolder = 0o700
export const ownersFile = 0o600

/** The folder for captured mail or texts; made when it is not there. */
export async function capturedFolder(dataDir: string, ...parts: string[]): Promise<string> {
  const folder = path.join(dataDir, 'outbox', ...parts)
  await mkdir(folder, { recursive: true, mode: ownersFolder })
  return folder
}

/** Takes everybody else's rights away from what was captured before, also by earlier versions. Done at each start. */
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
