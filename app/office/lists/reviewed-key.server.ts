import { createHash } from 'node:crypto'

/**
 * The columns and settings of a list by which its lines were checked. Its page posts it back with the button that lets
 * the list go, which nobody does with columns that somebody else has chosen since.
 *
 * @param settings as they are stored
 */
export function reviewedKey(...settings: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16)
}
