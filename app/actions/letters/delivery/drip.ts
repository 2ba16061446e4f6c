import type { OfficeHours } from '#db/schema-officials'
import { stretchesOn } from '~/officials/posts/office-hours'
import { dayAfter, wallClock } from '~/ui/page/zoned-time'

/** When an office receives mail, and how much per hour. */
export interface Drip {
  hours: readonly OfficeHours[]
  /** IANA name. */
  timeZone: string
  /** Maximum letters in the busiest hour. */
  perHour: number
}

/**
 * When a letter may be sent. One that misses its window gets a new one, so that none goes out at night or in a burst.
 */
export interface DueTime {
  at: Date
  until: Date
}

/** Office hours to assume when they are unknown. */
export const usualHours: readonly OfficeHours[] = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }]

const minute = 60_000
const hour = 60 * minute
/** How long after its time a letter may still be sent, within office hours. */
const grace = 20 * minute
const mostDays = 400

/**
 * Send times for letters to one office, one slot each: hour by hour along a curve (fewer at opening, at noon and before
 * closing), spread over the hour with jitter, never outside office hours.
 *
 * @param after  the last assigned time, or now; every slot begins later
 * @param random 0 ≤ x < 1, as Math.random
 */
export function dueTimes(
  { hours, timeZone, perHour }: Drip,
  count: number,
  after: Date,
  random: () => number,
): DueTime[] {
  const times: DueTime[] = []
  const firstDay = wallClock(timeZone, after).day
  for (let days = 0; times.length < count && days < mostDays; days += 1) {
    for (const stretch of stretchesOn(dayAfter(firstDay, days), hours, timeZone)) {
      const [opens, closes] = [stretch.from.getTime(), stretch.to.getTime()]
      for (let from = opens; from < closes && times.length < count; from += hour) {
        const length = Math.min(hour, closes - from)
        const slots = Math.max(1, Math.floor(perHour * weightOf(from, opens, closes, timeZone) * (length / hour)))
        const width = length / slots
        for (let slot = 0; slot < slots && times.length < count; slot += 1) {
          const begins = from + slot * width
          if (begins < after.getTime()) continue
          const at = Math.floor(begins + random() * width * 0.9)
          times.push({ at: new Date(at), until: new Date(Math.min(at + grace, closes)) })
        }
      }
    }
  }
  return times
}

/** Share of `perHour` for an hour: half in the first and last, 0.7 at noon. Short days have no curve. */
function weightOf(from: number, opens: number, closes: number, timeZone: string): number {
  if (closes - opens <= 2 * hour) return 1
  if (from === opens || from + hour >= closes) return 0.5
  return wallClock(timeZone, new Date(from)).time.startsWith('12') ? 0.7 : 1
}
