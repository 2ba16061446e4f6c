import { expect, test } from 'vitest'
import { utcDay } from '#db/utc-day'
import { dueTimes, usualHours } from '~/actions/letters/delivery/drip'
import { isFederalHoliday } from '~/officials/posts/holidays'
import { openingAt } from '~/officials/posts/office-hours'
import { dayAfter, weekdayOf } from '~/ui/page/zoned-time'

/** The weekdays on which federal offices are closed, as the Office of Personnel Management lists them. */
const closed = {
  2021: ['01-01', '01-18', '02-15', '05-31', '06-18', '07-05', '09-06', '10-11', '11-11', '11-25', '12-24', '12-31'],
  2024: ['01-01', '01-15', '02-19', '05-27', '06-19', '07-04', '09-02', '10-14', '11-11', '11-28', '12-25'],
  2026: ['01-01', '01-19', '02-16', '05-25', '06-19', '07-03', '09-07', '10-12', '11-11', '11-26', '12-25'],
  2027: ['01-01', '01-18', '02-15', '05-31', '06-18', '07-05', '09-06', '10-11', '11-11', '11-25', '12-24', '12-31'],
  2028: ['01-17', '02-21', '05-29', '06-19', '07-04', '09-04', '10-09', '11-10', '11-23', '12-25'],
} as const

test.for(Object.entries(closed))(
  'in %s offices are closed on the weekdays that the government lists, and on no other',
  ([year, days]) => {
    const all = Array.from({ length: 366 }, (_, index) => dayAfter(`${year}-01-01`, index)).filter((day) =>
      day.startsWith(year),
    )
    const weekdays = all.filter((day) => weekdayOf(day) !== 0 && weekdayOf(day) !== 6)
    expect(weekdays.filter(isFederalHoliday)).toEqual(days.map((day) => `${year}-${day}`))
  },
)

test('an office that is open on Saturdays is closed on a Saturday that is a holiday', () => {
  expect([isFederalHoliday('2026-07-04'), isFederalHoliday('2026-07-11')]).toEqual([true, false])
})

test('on Thanksgiving an office is closed though it is a Thursday, and opens on Friday', () => {
  const noon = new Date('2026-11-26T19:00:00Z')
  expect(openingAt(usualHours, 'America/Phoenix', noon)).toEqual({
    is: 'closed',
    opensAt: new Date('2026-11-27T15:00:00Z'),
  })
  expect(openingAt(usualHours, 'America/Phoenix', new Date('2026-11-25T19:00:00Z')).is).toBe('open')
})

test('an office that opens on Mondays alone is told to open a week later when its Monday is a holiday', () => {
  expect(
    openingAt([{ days: [1], from: '09:00', to: '12:00' }], 'America/New_York', new Date('2026-09-01T12:00:00Z')),
  ).toEqual({ is: 'closed', opensAt: new Date('2026-09-14T13:00:00Z') })
})

test('no letter leaves on a holiday', () => {
  const times = dueTimes(
    { hours: usualHours, timeZone: 'America/Phoenix', perHour: 10 },
    200,
    new Date('2026-11-25T22:00:00Z'),
    () => 0.5,
  )
  const days = new Set(times.map(({ at }) => utcDay(at)))
  expect([days.has('2026-11-25'), days.has('2026-11-26'), days.has('2026-11-27')]).toEqual([true, false, true])
})
