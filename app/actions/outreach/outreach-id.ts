import { createHash } from 'node:crypto'

/** Derives an outreach id from its identity, so that repeats are the same outreach. UUID version 8 (RFC 9562 §5.8). */
export function outreachId(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}
