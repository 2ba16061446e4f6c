import { z } from 'zod'

const uuid = z.uuid()

/**
 * Whether a text is a UUID that PostgreSQL accepts for a `uuid` column.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562
 */
export function isUuid(text: string | null | undefined): text is string {
  return uuid.safeParse(text).success
}
