import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Transform } from 'node:stream'

/** Seals what must lie on the disk for a moment, under a key that only this process's memory has. */
export interface TemporarySeal {
  /** A stream that seals one part, to be written to the disk. */
  seal(): { stream: Transform; sealed: () => SealedPart }
  /** A stream that opens a part again. It fails when the part was changed. */
  open(part: SealedPart): Transform
}

/** What is needed besides the key to open a part. */
interface SealedPart {
  nonce: Buffer
  tag: Buffer
}

const algorithm = 'aes-256-gcm'

/** @returns a seal with a key of its own; when the process ends, however it ends, nobody can open what it has sealed */
export function openTemporarySeal(): TemporarySeal {
  const key = randomBytes(32)
  let parts = 0
  return {
    seal() {
      // Counted, not drawn: no nonce is used twice under this key.
      const nonce = Buffer.alloc(12)
      nonce.writeUInt32BE((parts += 1), 8)
      const stream = createCipheriv(algorithm, key, nonce)
      return { stream, sealed: () => ({ nonce, tag: stream.getAuthTag() }) }
    },
    open: ({ nonce, tag }) => createDecipheriv(algorithm, key, nonce).setAuthTag(tag),
  }
}
