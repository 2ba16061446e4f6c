import { expect, test } from 'vitest'
import { instantOf, localOf, zoneNames, zones } from '~/ui/page/zones'

test.for([
  ['2026-07-01T09:00', 'America/Phoenix', '2026-07-01T16:00:00Z', 'Arizona keeps one time all year'],
  ['2026-12-01T09:00', 'America/Phoenix', '2026-12-01T16:00:00Z', 'in winter too'],
  ['2026-07-01T09:00', 'America/Denver', '2026-07-01T15:00:00Z', 'the Navajo Nation goes with the mountains in summer'],
  ['2026-12-01T09:00', 'America/Denver', '2026-12-01T16:00:00Z', 'and is with Arizona in winter'],
  ['2026-03-08T01:59', 'America/New_York', '2026-03-08T06:59:00Z', 'the minute before clocks go forward'],
  [
    '2026-03-08T02:30',
    'America/New_York',
    '2026-03-08T07:30:00Z',
    'a time that is skipped is the one an hour later on the clock',
  ],
  ['2026-03-08T03:00', 'America/New_York', '2026-03-08T07:00:00Z', 'the minute after'],
  ['2026-11-01T01:30', 'America/Chicago', '2026-11-01T06:30:00Z', 'of an hour that comes twice, the first'],
  ['2026-11-01T02:00', 'America/Chicago', '2026-11-01T08:00:00Z', 'the hour after is the standard one'],
  ['2026-11-03T20:00', 'America/Los_Angeles', '2026-11-04T04:00:00Z', 'polls close, and it is tomorrow in UTC'],
  ['2026-01-01T00:00', 'Pacific/Guam', '2025-12-31T14:00:00Z', 'Guam is ahead'],
  ['2026-06-30T23:59', 'Pacific/Pago_Pago', '2026-07-01T10:59:00Z', 'Samoa is last'],
] as const)('%s in %s is %s: %s', ([local, zone, utc]) => {
  expect(instantOf(local, zone)?.toISOString()).toBe(utc.replace('Z', '.000Z'))
})

test('a day that does not exist is no time, nor is anything else that is not one', () => {
  for (const typed of ['2026-02-30T10:00', '2026-13-01T10:00', '2026-01-01T25:00', 'tomorrow', '2026-01-01', ''])
    expect(instantOf(typed, 'America/Phoenix'), typed).toBeNull()
})

test('what clocks show leads back to the same instant, every six hours of a year in every zone; in the hour that comes twice, to its first', () => {
  for (const zone of zoneNames) {
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 6 * 3_600_000) {
      const local = localOf(new Date(at), zone)
      const back = instantOf(local, zone)!
      expect(localOf(back, zone)).toBe(local)
      expect([at, at - 3_600_000], `${zone} ${local}`).toContain(back.getTime())
    }
  }
})

test('every zone has a name in both languages, and is one that this machine knows', () => {
  for (const zone of zoneNames) {
    expect(zones[zone].en && zones[zone].es).toBeTruthy()
    expect(() => new Intl.DateTimeFormat('en-US', { timeZone: zone })).not.toThrow()
  }
})
