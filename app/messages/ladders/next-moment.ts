import { Temporal } from 'temporal-polyfill'
import type { StepOf } from './ladder-content'

/**
 * When a wait is over that begins now. Days keep the hour of the clock, so that a night in which clocks change makes no
 * difference. A weekday and hour are always ahead: at 8:00 on a Monday, “until Monday 8:00” is the next one. A skipped hour
 * is read as calendars do, an hour that occurs twice is the first.
 *
 * @param zone IANA, where somebody lives
 */
export function nextMoment(
  wait: Pick<StepOf<'wait'>, 'how' | 'amount' | 'weekday' | 'hour'>,
  zone: string,
  now: Date,
): Date {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone)
  switch (wait.how) {
    case 'hours':
      return new Date(now.getTime() + (wait.amount ?? 0) * 3_600_000)
    case 'days':
      return dateOf(here.add({ days: wait.amount ?? 0 }))
    case 'until':
      return nextOf(here, wait)
    case '':
      return now
  }
}

function nextOf(here: Temporal.ZonedDateTime, { weekday, hour }: Pick<StepOf<'wait'>, 'weekday' | 'hour'>): Date {
  const time = { hour: hour ?? 0 }
  for (let ahead = 0; ; ahead += 1) {
    const day = here.toPlainDate().add({ days: ahead })
    const moment = day.toZonedDateTime({ timeZone: here.timeZoneId, plainTime: Temporal.PlainTime.from(time) })
    const isDay = weekday === 'any' || weekday === '' || day.dayOfWeek === Number(weekday)
    if (isDay && moment.epochMilliseconds > here.epochMilliseconds) return dateOf(moment)
  }
}

function dateOf(moment: Temporal.ZonedDateTime): Date {
  return new Date(moment.epochMilliseconds)
}
