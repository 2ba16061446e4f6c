import { open, mkdir, readdir, rm, unlink } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openTemporarySeal } from '~/vault/temporary-seal.server'
import type { UploadedFile } from './uploaded-file.server'

/** Where the files of one request lie, one after the other and sealed, until the request is answered. */
export interface TemporaryFile {
  /** Takes in one file's bytes as they arrive. One at a time. */
  add(source: Readable, named: { field: string; name: string }): Promise<UploadedFile>
  /** Frees the disk. The files cannot be read any more. */
  close(): Promise<void>
}

/**
 * Opens a file that nobody else can open: its name is taken away at once, and what is written is sealed under a key in
 * memory. The disk is free again when the process ends, however it ends, and no clear text was ever on it.
 *
 * @param folder made when it is not there
 */
export async function openTemporaryFile(folder: string): Promise<TemporaryFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = path.join(folder, randomUUID())
  const handle = await open(name, 'wx+', 0o600)
  await unlink(name)
  const { seal, open: unseal } = openTemporarySeal()
  let end = 0
  return {
    async add(source, named) {
      const start = end
      const { stream, sealed } = seal()
      await pipeline(source, stream, async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          await handle.write(chunk, 0, chunk.length, end)
          end += chunk.length
        }
      })
      const part = sealed()
      const size = end - start
      return {
        ...named,
        size,
        stream() {
          const opened = unseal(part)
          // Of an empty file no byte may be read, and `end` is the last byte that is.
          if (size === 0) return opened.end() as unknown as Readable
          const stored = handle.createReadStream({ start, end: start + size - 1, autoClose: false })
          stored.once('error', (error) => opened.destroy(error))
          // An open stream would keep the file from being closed.
          opened.once('close', () => stored.destroy())
          return stored.pipe(opened)
        },
      }
    },
    close: () => handle.close(),
  }
}

/** Removes what a process that was killed between making a file and taking its name away has left. */
export async function sweepTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true, recursive: true })))
}
