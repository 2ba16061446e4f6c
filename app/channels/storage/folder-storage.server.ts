import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { insistOnName, type Storage } from './storage'

/**
 * Keeps files in a folder of this machine. Its group may read them, for a web process that runs as another user.
 *
 * @param folder made when the first file comes
 */
export function folderStorage(folder: string): Storage {
  const place = (name: string) => {
    insistOnName(name)
    // Ten thousand documents in one folder are slow to list and to back up.
    return path.join(folder, name.slice(0, 2), name)
  }
  return {
    async put(name, content) {
      const file = place(name)
      await mkdir(path.dirname(file), { recursive: true, mode: 0o750 })
      const draft = `${file}.${randomUUID()}.new`
      try {
        const source = Buffer.isBuffer(content) ? Readable.from([content]) : content.stream
        await pipeline(source, createWriteStream(draft, { mode: 0o640, flags: 'wx', flush: true }))
        await rename(draft, file)
      } finally {
        await rm(draft, { force: true })
      }
    },
    async get(name, range) {
      const handle = await open(place(name)).catch(orNull)
      return handle && createReadStream('', { fd: handle, ...range })
    },
    async has(name) {
      const found = await stat(place(name)).catch(orNull)
      return found?.size ?? null
    },
    async delete(name) {
      await rm(place(name), { force: true })
    },
  }
}

function orNull(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
  throw error
}
