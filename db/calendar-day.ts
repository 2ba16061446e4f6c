import { z } from 'zod'

const day = z.iso.date()

/** Whether a text is a calendar day, YYYY-MM-DD, that PostgreSQL accepts for a `date` column: it knows no year 0. */
export function isDay(text: string | null | undefined): text is string {
  return day.safeParse(text).success && !text!.startsWith('0000')
}
