import { createSecretKey, randomBytes } from 'node:crypto'
import { closeBox, openBox } from './box.server'

/** Seals what waits in the memory of one process, with a key that dies with it. */
export interface MemorySeal {
  /** @param boundTo what it belongs to; it opens for nothing else */
  close(text: string, boundTo: string): Buffer
  /** Null: it belongs to something else. */
  open(box: Buffer, boundTo: string): string | null
}

export function openMemorySeal(): MemorySeal {
  const key = createSecretKey(randomBytes(32))
  return {
    close: (text, boundTo) => closeBox(key, text, boundTo),
    open(box, boundTo) {
      try {
        return openBox(key, box, boundTo).toString()
      } catch {
        // The key is always ours, so it can only be bound to something else.
        return null
      }
    },
  }
}
