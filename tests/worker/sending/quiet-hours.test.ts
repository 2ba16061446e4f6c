import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from '../../support/firme-test'

/** When a text that nobody waits for may leave. */
const cases: [string, string | null, string, string][] = [
  ['21:30 in Phoenix waits for 9:00', 'America/Phoenix', '2026-11-25T04:30:00Z', '2026-11-25T16:00:00Z'],
  ['19:59 in Phoenix goes', 'America/Phoenix', '2026-11-25T02:59:00Z', '2026-11-25T02:59:00Z'],
  ['20:00 in Phoenix waits', 'America/Phoenix', '2026-11-25T03:00:00Z', '2026-11-25T16:00:00Z'],
  ['8:30 in Phoenix waits for 9:00 the same day', 'America/Phoenix', '2026-11-25T15:30:00Z', '2026-11-25T16:00:00Z'],
  [
    'in summer it is 9:00 on the Navajo Nation (Denver) while it is 8:00 in Phoenix',
    'America/Denver',
    '2026-07-01T15:00:00Z',
    '2026-07-01T15:00:00Z',
  ],
  ['and Phoenix waits an hour more', 'America/Phoenix', '2026-07-01T15:00:00Z', '2026-07-01T16:00:00Z'],
  ['Indianapolis keeps Eastern time', 'America/Indiana/Indianapolis', '2026-11-25T14:00:00Z', '2026-11-25T14:00:00Z'],
  ['Gary, by Chicago’s clock, waits', 'America/Chicago', '2026-11-25T14:00:00Z', '2026-11-25T15:00:00Z'],
  ['over the night in which clocks go back', 'America/Chicago', '2026-11-01T03:00:00Z', '2026-11-01T15:00:00Z'],
  ['unknown: 9:00 in New York is 6:00 in Los Angeles', null, '2026-11-25T14:00:00Z', '2026-11-25T17:00:00Z'],
  ['unknown: noon in New York goes', null, '2026-11-25T17:00:00Z', '2026-11-25T17:00:00Z'],
  [
    'unknown: 20:00 in New York waits for the morning in Los Angeles',
    null,
    '2026-11-26T01:00:00Z',
    '2026-11-26T17:00:00Z',
  ],
  ['unknown: 1:00 in New York, still yesterday in Los Angeles', null, '2026-11-26T06:00:00Z', '2026-11-26T17:00:00Z'],
]

test('texts that nobody waits for leave from 9:00 to 20:00, by the clock of where they go', async ({ world }) => {
  for (const [what, zone, at, opens] of cases) {
    const { rows } = await sql<{ opens: Date }>`select texts_open_at(${at}::timestamptz, ${zone}) as opens`.execute(
      world.db,
    )
    expect(rows[0]!.opens.toISOString(), what).toBe(new Date(opens).toISOString())
  }
})
