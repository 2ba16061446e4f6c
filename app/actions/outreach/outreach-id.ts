import { createHash } from 'node:crypto'

/** The same deed told of twice is the same outreach: an id that follows from what names it, of the shape of UUID version 8 (RFC 9562 §5.8). */
export function outreachId(text: string): string {
  const digits = createHash('sha256').update(text).digest('hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`
}
