import { Readable } from 'node:stream'

/** A file uploaded with a form. Read as a stream, because it may be too large for memory. */
export interface UploadedFile {
  /** The form field's name. */
  field: string
  /** The file's own name, without folders. */
  name: string
  /** Bytes. */
  size: number
  stream(): Readable
}

/** Wraps bytes already in memory, such as a list pasted into a field, as a file. */
export function fileInMemory(bytes: Buffer, { name = '', field = '' } = {}): UploadedFile {
  return { field, name, size: bytes.length, stream: () => Readable.from([bytes]) }
}
