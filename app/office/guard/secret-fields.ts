/** What only its owner knows, as a form of the office names it. It is never shown again. */
const typedSecrets: readonly string[] = ['password', 'code', 'response']

/**
 * Fields that are kept nowhere after the request that brought them, not even to be posted again: also the secret of an
 * app that is being set up, and what a passkey answered to.
 */
const secrets: ReadonlySet<string> = new Set([...typedSecrets, 'secret', 'challenge'])

/** Whether a form holds something that must not be kept. */
export function holdsSecret(fields: readonly (readonly [name: string, value: string])[]): boolean {
  return fields.some(([name]) => secrets.has(name))
}

/** What was typed, to be shown again on the same page, which shows the secret of the app in any case. */
export function withoutSecrets(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !typedSecrets.includes(name)))
}
