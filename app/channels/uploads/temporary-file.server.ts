import { open, mkdir, readdir, rm, unlink } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { pipeline as pipeThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openTemporarySeal } from '~/vault/temporary-seal.server'
import type { UploadedFile } from './uploaded-file.server'

const chunkSize = 64 * 1024

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

  async function* read(start: number, size: number): AsyncGenerator<Buffer> {
    for (let at = start; at < start + size; ) {
      const { bytesRead, buffer } = await handle.read({ buffer: Buffer.allocUnsafe(Math.min(chunkSize, start + size - at)), position: at })
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
          // Unlike a plain write it is never cut short.
          await handle.appendFile(chunk)
          end += chunk.length
        }
      })
      const part = sealed()
      const size = end - start
      // What is wrong on the way is told by the stream itself.
      return { ...named, size, stream: () => pipeThrough(Readable.from(read(start, size)), unseal(part), () => {}) }
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
