import type { z } from 'zod'

/** What a form shows: what was typed, and what is wrong with it. */
export interface FormState {
  values: Record<string, string>
  errors: FieldError[]
  /** Why nothing could be taken in although nothing was wrong: key under `site.problem`. With 409 it ended meanwhile. */
  problem?: '409' | '429' | '503'
  /** With 429: seconds until something is taken in again. */
  retryAfter?: number
}

export interface FieldError {
  /** Its name and, while it is wrong, its id; '' when no field can put it right. */
  field: string
  /** Key under `site.errors`. */
  message: string
  /** The words themselves, where they hold a fact that a key cannot. */
  said?: string
}

export const emptyForm: FormState = { values: {}, errors: [] }

export type ReadForm<T> = { outcome: 'read'; value: T } | { outcome: 'invalid'; form: FormState }

/**
 * Reads typed fields against a schema whose messages are keys under `site.errors`. What was typed is kept; one error
 * a field, the first.
 */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: Record<string, string>,
): ReadForm<z.output<Schema>> {
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { outcome: 'read', value: parsed.data }
  const errors = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '')
    if (!errors.has(field)) errors.set(field, issue.message)
  }
  return {
    outcome: 'invalid',
    form: { values: { ...fields }, errors: [...errors].map(([field, message]) => ({ field, message })) },
  }
}
