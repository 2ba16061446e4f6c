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
 * first error of each field, in the order of the schema, which is that of the page.
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
    form: {
      values: { ...fields },
      errors: inOrder(
        schema,
        [...errors].map(([field, message]) => ({ field, message })),
      ),
    },
  }
}

/** Errors in the order of a schema's fields; what belongs to no field comes last. */
export function inOrder(schema: z.ZodType, errors: readonly FieldError[]): FieldError[] {
  const fields = 'shape' in schema ? Object.keys(schema.shape as object) : []
  const place = ({ field }: FieldError) => (fields.includes(field) ? fields.indexOf(field) : fields.length)
  return errors.toSorted((one, other) => place(one) - place(other))
}

/** What a page puts into its forms by itself. */
const putInByPage = new Set([
  'intent',
  'seed',
  'before',
  'bridge',
  'website',
  'website_seen',
  'in',
  'area',
  'told',
  'r',
])

/** Whether somebody typed or chose anything. @param names of the fields that count; default: all but what pages put in */
export function isTyped({ values }: FormState, names?: readonly string[]): boolean {
  return Object.entries(values).some(
    ([name, value]) => value.trim() !== '' && (names ? names.includes(name) : !putInByPage.has(name)),
  )
}
