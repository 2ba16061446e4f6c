/** What clocks on the wall say somewhere. */
export interface WallClock {
  /** YYYY-MM-DD. */
  day: string
  /** HH:MM. */
  time: string
  /** 0 is Sunday. */
  weekday: number
}

/** @param zone IANA name */
export function wallClock(zone: string, at: Date): WallClock {
  const parts = Object.fromEntries(formatFor(zone).formatToParts(at).map(({ type, value }) => [type, value]))
  const day = `${parts.year}-${parts.month}-${parts.day}`
  return { day, time: `${parts.hour}:${parts.minute}`, weekday: weekdayOf(day) }
}

/** The moment at which clocks there say this; in the hour that a clock change leaves out, the moment of the change or soon after. */
export function instantOf(zone: string, day: string, time: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  let at = wanted
  // The offset at the first guess may not be the one that holds at the answer; the second look is at the answer.
  for (let turn = 0; turn < 2; turn += 1) {
    const clock = wallClock(zone, new Date(at))
    at += wanted - Date.parse(`${clock.day}T${clock.time}:00Z`)
  }
  return new Date(at)
}

/** The day some days later. @param day YYYY-MM-DD */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole days from one day to another, both YYYY-MM-DD. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** 0 is Sunday. @param day YYYY-MM-DD */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' })
  formats.set(zone, format)
  return format
}
