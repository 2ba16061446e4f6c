/**
 * Whether an error says that the database is away for the moment, or asks for another try (classes 08, 40, 53, 57, or a
 * broken connection, which has no code of its own): nobody's data is at fault.
 */
export function isAway(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string') return /^(08|40|53|57)/.test(code) || /^E(?!RR_)[A-Z_]+$/.test(code)
  return error instanceof Error && /connection|timeout/i.test(error.message)
}
