import type { OfficeHours } from '#db/schema-officials'

/** When an office takes mail, and how much of it in an hour. */
export interface Drip {
  hours: readonly OfficeHours[]
  /** IANA name. */
  timeZone: string
  /** Most letters in the fullest hour. */
  perHour: number
}

/** When a letter leaves, and until when it may: what is late by then gets a new time, so that nothing leaves at night or all at once. */
export interface DueTime {
  at: Date
  until: Date
}

/** Where nobody has told when an office is open. */
export const usualHours: readonly OfficeHours[] = [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00' }]

const minute = 60_000
const hour = 60 * minute
/** How long after its time a letter may still leave, within the office's day. */
const grace = 20 * minute
const mostDays = 400

/**
 * Times for letters to one office, one slot each: hour by hour along a curve (fewer when the office opens, at noon and
 * before it closes), spread over the hour with jitter, none outside its hours.
 *
 * @param after  the last time that was given out, or now: every slot begins later
 * @param random 0 ≤ x < 1, as Math.random
 */
export function dueTimes({ hours, timeZone, perHour }: Drip, count: number, after: Date, random: () => number): DueTime[] {
  const times: DueTime[] = []
  let day = localDay(after, timeZone)
  for (let days = 0; times.length < count && days < mostDays; days += 1, day = nextDay(day)) {
    for (const { opens, closes } of stretchesOf(day, hours, timeZone)) {
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

/** When the office opens next, or now while it is open. */
export function nextOpening({ hours, timeZone }: Pick<Drip, 'hours' | 'timeZone'>, now: Date): Date {
  let day = localDay(now, timeZone)
  for (let days = 0; days < mostDays; days += 1, day = nextDay(day)) {
    for (const { opens, closes } of stretchesOf(day, hours, timeZone)) if (now.getTime() < closes) return new Date(Math.max(opens, now.getTime()))
  }
  return now
}

/** Half in the first and the last hour, a little less at noon. */
function weightOf(from: number, opens: number, closes: number, timeZone: string): number {
  if (closes - opens <= 2 * hour) return 1
  if (from === opens || from + hour >= closes) return 0.5
  return localParts(new Date(from), timeZone).hour === 12 ? 0.7 : 1
}

function stretchesOf(day: string, hours: readonly OfficeHours[], timeZone: string): { opens: number; closes: number }[] {
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return hours
    .filter((one) => one.days.includes(weekday))
    .map((one) => ({ opens: instantOf(day, one.from, timeZone), closes: instantOf(day, one.to, timeZone) }))
    .sort((one, two) => one.opens - two.opens)
}

/** The instant at which clocks in a zone show a day and a time. */
function instantOf(day: string, time: string, timeZone: string): number {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  let instant = wanted
  // Twice: the first guess may lie on the other side of a change of clocks.
  for (let tries = 0; tries < 2; tries += 1) instant = wanted - (shownAt(instant, timeZone) - instant)
  return instant
}

/** What clocks in a zone show, read as if it were UTC. */
function shownAt(instant: number, timeZone: string): number {
  const { year, month, day, hour: hours, minute: minutes, second } = localParts(new Date(instant), timeZone)
  return Date.UTC(year!, month! - 1, day!, hours!, minutes!, second!)
}

function localDay(at: Date, timeZone: string): string {
  const { year, month, day } = localParts(at, timeZone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + 24 * hour).toISOString().slice(0, 10)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localParts(at: Date, timeZone: string): Record<string, number> {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
    formats.set(timeZone, format)
  }
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, Number(part.value)]))
}
