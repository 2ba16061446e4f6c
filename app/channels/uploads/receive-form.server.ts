import type { IncomingMessage } from 'node:http'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { openTemporaryFile } from './temporary-file.server'
import type { UploadedFile } from './uploaded-file.server'

/** A form with files: its fields, and its files, which stay on disk until `close`. */
export interface ReceivedForm {
  outcome: 'received'
  fields: FormData
  files: UploadedFile[]
  close(): Promise<void>
}

export interface FormLimits {
  /** Most bytes in total. */
  most: number
  /** Most bytes of all fields that are not files; these are held in memory. */
  mostText: number
  /** Files are read past and not kept: nobody has been let in, or nobody can tell yet. */
  isWithoutFiles?: boolean
}

const mostFields = 2_000
const mostFiles = 1_000

class TooLarge extends Error {}
class Broken extends Error {}

/**
 * Receives a form with files (`multipart/form-data`). Files are written to disk as they arrive, whatever their size.
 *
 * @param folder where the files are kept, sealed and unnamed
 * @throws when the sender disconnects, or the disk is full
 */
export async function receiveForm(
  request: IncomingMessage,
  { most, mostText, isWithoutFiles = false }: FormLimits,
  folder: string,
): Promise<ReceivedForm | { outcome: 'too-large' | 'broken' }> {
  const disk = isWithoutFiles ? null : await openTemporaryFile(folder)
  const close = async () => disk?.close()
  try {
    const { fields, files } = await readParts()
    return { outcome: 'received', fields, files, close }
  } catch (error) {
    await close()
    if (error instanceof TooLarge) return { outcome: 'too-large' }
    if (error instanceof Broken) return { outcome: 'broken' }
    throw error
  }

  async function readParts(): Promise<{ fields: FormData; files: UploadedFile[] }> {
    const form = openParser(request)
    const fields = new FormData()
    const files: UploadedFile[] = []
    let text = 0
    let writing = Promise.resolve()
    let open: Readable | null = null
    form.on('field', (name, value, isNameCut, isCut) => {
      text += Buffer.byteLength(value)
      if (isNameCut || isCut || text > mostText) form.destroy(new TooLarge())
      else if (value.includes('\0')) form.destroy(new Broken())
      else fields.append(name, value)
    })
    form.on('file', (field, stream, name) => {
      open = stream
      // It may fail again after we gave up on it; nobody needs to know.
      stream.on('error', () => {})
      if (!disk) return void stream.resume()
      writing = writing.then(async () => void files.push(await disk.add(stream, { field, name: name ?? '' })))
      writing.catch((error: Error) => form.destroy(error))
    })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      form.on(limit, () => form.destroy(new TooLarge()))
    const incoming = counted(most)
    const hungUp = () => incoming.destroy(Object.assign(new Error('the sender hung up'), { code: 'ECONNRESET' }))
    request.once('aborted', hungUp).once('error', hungUp)
    // The sender may have gone before anybody listened.
    if (request.destroyed) hungUp()
    // Not part of the pipeline, which would close the connection that the response needs.
    request.pipe(incoming)
    try {
      await pipeline(incoming, form)
      await writing
    } catch (error) {
      // It will never end by itself.
      ;(open as Readable | null)?.destroy()
      throw isOurs(error) ? error : new Broken()
    } finally {
      request.unpipe(incoming).off('aborted', hungUp)
    }
    return { fields, files }
  }

  function openParser({ headers }: IncomingMessage): BusboyInstance {
    try {
      return new Busboy({
        headers: { ...headers, 'content-type': headers['content-type'] ?? '' },
        limits: {
          fieldNameSize: 100,
          fieldSize: mostText,
          fields: mostFields,
          files: mostFiles,
          parts: mostFields + mostFiles,
          headerPairs: 20,
          headerSize: 16 * 1024,
        },
      })
    } catch {
      // The headers announce a form but give no boundary.
      throw new Broken()
    }
  }
}

/** Passes data through, up to this many bytes. */
function counted(most: number): Transform {
  let size = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      if (size > most) done(new TooLarge())
      else done(null, chunk)
    },
  })
}

/** Network and disk errors have a code; anything else is a malformed form. */
function isOurs(error: unknown): boolean {
  return error instanceof TooLarge || (error as NodeJS.ErrnoException).code !== undefined
}
