/** The UTC date of a moment, `YYYY-MM-DD`, as in a `date` column. */
export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}
