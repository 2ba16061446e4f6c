import { Readable } from 'node:stream'
import type { Storage } from '~/channels/storage/storage'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import { fileName } from './document-names'

/** A document's file as parsers take it. */
export function storedFile(storage: Storage, { sha256, bytes }: { sha256: string; bytes: string }): UploadedFile {
  async function* read() {
    const stream = await storage.get(fileName(sha256))
    if (!stream) throw new Error('a document’s file is gone')
    yield* stream
  }
  return { field: '', name: '', size: Number(bytes), stream: () => Readable.from(read()) }
}
