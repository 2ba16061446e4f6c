import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Transform } from 'node:stream'

/** Seals data that is on disk only briefly, under a key held only in this process's memory. */
export interface TemporarySeal {
  /** A stream that seals one part, to be written to disk. */
  seal(): { stream: Transform; sealed: () => SealedPart }
  /** A stream that opens a part again. Fails when the part was modified. */
  open(part: SealedPart): Transform
}

/** What is needed besides the key to open a part. */
interface SealedPart {
  nonce: Buffer
  tag: Buffer
}

const algorithm = 'aes-256-gcm'

/** @returns a seal with its own key; once the process ends, for whatever reason, nobody can open what it sealed */
export function openTemporarySeal(): TemporarySeal {
  const key = randomBytes(32)
  let parts = 0
  return {
    seal() {
      // A counter rather than random: no nonce is used twice under this key.
      const nonce = Buffer.alloc(12)
      nonce.writeUInt32BE((parts += 1), 8)
      const stream = createCipheriv(algorithm, key, nonce)
      return { stream, sealed: () => ({ nonce, tag: stream.getAuthTag() }) }
    },
    open: ({ nonce, tag }) => createDecipheriv(algorithm, key, nonce).setAuthTag(tag),
  }
}
