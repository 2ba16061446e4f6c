import type { Readable } from 'node:stream'

/** Bytes from `start` to `end`, both included, as in `Range` (RFC 9110 §14.1.2). */
export interface ByteRange {
  start: number
  end: number
}

/** What is put: bytes, or a stream that says how many it brings. */
export type Content = Buffer | { stream: Readable; size: number }

/**
 * Where the files of documents and videos are kept: a folder, or storage that speaks S3. Names are made of their hashes,
 * never by whoever uploads.
 */
export interface Storage {
  /** Keeps a file under a name; replaces one that has it. Whoever reads at the same time gets either, whole. */
  put(name: string, content: Content): Promise<void>
  /**
   * A file, or part of it. The stream must be read or destroyed.
   *
   * @returns null when there is none of that name
   */
  get(name: string, range?: ByteRange): Promise<Readable | null>
  /** Its size in bytes; null when there is none of that name. */
  has(name: string): Promise<number | null>
  /** Idempotent. */
  delete(name: string): Promise<void>
}

/** @throws for a name that could lead outside the storage */
export function insistOnName(name: string): void {
  if (!/^[0-9a-z]{1,80}(?:\/[0-9a-z-]{1,80})?\.[a-z0-9]{3,4}$/.test(name)) throw new Error('no name of a stored file')
}
