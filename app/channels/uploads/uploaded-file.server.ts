import { Readable } from 'node:stream'

/** A file that came with a form. It is read as a stream, because it may be larger than memory should hold. */
export interface UploadedFile {
  /** The name of the form's field. */
  field: string
  /** The file's own name, without folders. */
  name: string
  /** Bytes. */
  size: number
  stream(): Readable
}

/** Bytes that are in memory anyway, such as a list pasted into a field, as a file. */
export function fileInMemory(bytes: Buffer, { name = '', field = '' } = {}): UploadedFile {
  return { field, name, size: bytes.length, stream: () => Readable.from([bytes]) }
}
