import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, unlink } from 'node:fs/promises'
import path from 'node:path'
import { pipeline as pipeThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openTemporarySeal } from '~/vault/temporary-seal.server'
import type { UploadedFile } from './uploaded-file.server'

const chunkSize = 64 * 1024

/** Where one request's files are kept, one after another and sealed, until the request is answered. */
export interface TemporaryFile {
  /** Writes one file's bytes as they arrive. One file at a time. */
  add(source: Readable, named: { field: string; name: string }): Promise<UploadedFile>
  /** Frees the disk space. The files can no longer be read. */
  close(): Promise<void>
}

/**
 * Opens a file that nobody else can open: it is unlinked at once, and its content is sealed under a key in memory. The
 * disk space is freed however the process ends, and no plaintext was ever on disk.
 *
 * @param folder created if missing
 */
export async function openTemporaryFile(folder: string): Promise<TemporaryFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = path.join(folder, randomUUID())
  const handle = await open(name, 'wx+', 0o600)
  await unlink(name)
  const { seal, open: unseal } = openTemporarySeal()
  let end = 0

  async function* read(start: number, size: number): AsyncGenerator<Buffer> {
    for (let at = start; at < start + size; ) {
      const { bytesRead, buffer } = await handle.read({
        buffer: Buffer.allocUnsafe(Math.min(chunkSize, start + size - at)),
        position: at,
      })
      if (bytesRead === 0) throw new Error('a temporary file was cut short')
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  }

  return {
    async add(source, named) {
      const start = end
      const { stream, sealed } = seal()
      await pipeline(source, stream, async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          // Unlike a plain write, it always writes the whole chunk.
          await handle.appendFile(chunk)
          end += chunk.length
        }
      })
      const part = sealed()
      const size = end - start
      // Errors are reported by the stream itself.
      return { ...named, size, stream: () => pipeThrough(Readable.from(read(start, size)), unseal(part), () => {}) }
    },
    close: () => handle.close(),
  }
}

/** Removes files left by a process that was killed between creating and unlinking one. */
export async function sweepTemporaryFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  await Promise.all(names.map((name) => rm(path.join(folder, name), { force: true, recursive: true })))
}
