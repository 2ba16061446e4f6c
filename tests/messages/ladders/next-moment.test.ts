import { expect, test } from 'vitest'
import { nextMoment } from '~/messages/ladders/next-moment'

const until = (weekday: string, hour: number) => ({
  how: 'until' as const,
  amount: null,
  weekday: weekday as 'any',
  hour,
})
const days = (amount: number) => ({ how: 'days' as const, amount, weekday: '' as const, hour: null })

const cases: [string, Parameters<typeof nextMoment>[0], string, string, string][] = [
  [
    'on Sunday night Monday is tomorrow',
    until('1', 8),
    'America/Phoenix',
    '2026-11-30T03:00:00Z',
    '2026-11-30T15:00:00Z',
  ],
  [
    'on Monday at 7:59 it is in a minute',
    until('1', 8),
    'America/Phoenix',
    '2026-11-30T14:59:00Z',
    '2026-11-30T15:00:00Z',
  ],
  [
    'on Monday at 8:00 it is the next Monday',
    until('1', 8),
    'America/Phoenix',
    '2026-11-30T15:00:00Z',
    '2026-12-07T15:00:00Z',
  ],
  [
    'on Monday at 8:01 it has passed, and is the next Monday',
    until('1', 8),
    'America/Phoenix',
    '2026-11-30T15:01:00Z',
    '2026-12-07T15:00:00Z',
  ],
  [
    'any day at 18:00 is today before six',
    until('any', 18),
    'America/Phoenix',
    '2026-07-01T20:00:00Z',
    '2026-07-02T01:00:00Z',
  ],
  [
    'on the Navajo Nation (Denver) six is an hour earlier in summer',
    until('any', 18),
    'America/Denver',
    '2026-07-01T20:00:00Z',
    '2026-07-02T00:00:00Z',
  ],
  [
    'and at the same time in winter',
    until('any', 18),
    'America/Denver',
    '2026-12-01T20:00:00Z',
    '2026-12-02T01:00:00Z',
  ],
  [
    'Indianapolis goes with New York',
    until('any', 9),
    'America/Indiana/Indianapolis',
    '2026-07-01T12:00:00Z',
    '2026-07-01T13:00:00Z',
  ],
  ['Gary goes with Chicago', until('any', 9), 'America/Chicago', '2026-07-01T12:00:00Z', '2026-07-01T14:00:00Z'],
  [
    '2:00 does not exist on the night in March',
    until('any', 2),
    'America/Chicago',
    '2026-03-08T07:00:00Z',
    '2026-03-08T08:00:00Z',
  ],
  ['and after it 2:00 is tomorrow', until('any', 2), 'America/Chicago', '2026-03-08T08:00:00Z', '2026-03-09T07:00:00Z'],
  [
    '1:00 comes twice in November: the first counts',
    until('any', 1),
    'America/Chicago',
    '2026-11-01T05:00:00Z',
    '2026-11-01T06:00:00Z',
  ],
  ['between the two it has passed', until('any', 1), 'America/Chicago', '2026-11-01T06:30:00Z', '2026-11-02T07:00:00Z'],
  [
    'a day later is the same hour on the clock over the night in November',
    days(1),
    'America/Chicago',
    '2026-10-31T15:00:00Z',
    '2026-11-01T16:00:00Z',
  ],
  [
    'two days later in Arizona are 48 hours',
    days(2),
    'America/Phoenix',
    '2026-10-31T15:00:00Z',
    '2026-11-02T15:00:00Z',
  ],
  [
    'hours are hours',
    { how: 'hours', amount: 24, weekday: '', hour: null },
    'America/Chicago',
    '2026-10-31T15:00:00Z',
    '2026-11-01T15:00:00Z',
  ],
]

test.each(cases)('%s', (_, wait, zone, now, moment) => {
  expect(nextMoment(wait, zone, new Date(now)).toISOString()).toBe(new Date(moment).toISOString())
})
