import type { z } from 'zod'

/** What a form shows: what was typed, and its errors. */
export interface FormState {
  values: Record<string, string>
  errors: FieldError[]
  /** Why a valid form could not be accepted: key under `site.problem`. 409: it has closed in the meantime. */
  problem?: '409' | '429' | '503'
  /** With 429: seconds until requests are accepted again. */
  retryAfter?: number
}

export interface FieldError {
  /** The field's name and, while it has an error, its id; '' when no field can fix the error. */
  field: string
  /** Key under `site.errors`. */
  message: string
  /** The text itself, when it contains a fact that a key cannot. */
  said?: string
}

export const emptyForm: FormState = { values: {}, errors: [] }

export type ReadForm<T> = { outcome: 'read'; value: T } | { outcome: 'invalid'; form: FormState }

/**
 * Validates fields against a schema whose messages are keys under `site.errors`. Keeps what was typed; reports only the
 * first error of each field.
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
