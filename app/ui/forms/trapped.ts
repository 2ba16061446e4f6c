import type { FieldError, FormState } from './form-state'

/**
 * Said once to whoever filled in the honeypot: a browser or password manager may have done it for them. The form that
 * comes back carries `website_seen`, and then counts.
 */
export const trapError: FieldError = { field: '', message: 'trapFilled' }

/** Whether the honeypot is filled for the first time. */
export function isTrapped(fields: Readonly<Record<string, string>>): boolean {
  return Boolean(fields.website) && !fields.website_seen
}

/** Whether this form has come back once because of its honeypot. */
export function hasComeBack({ values, errors }: FormState): boolean {
  return Boolean(values.website_seen) || errors.some(({ message }) => message === trapError.message)
}
