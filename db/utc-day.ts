/** The day of a moment in UTC, `YYYY-MM-DD`, as a `date` column holds it. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}
