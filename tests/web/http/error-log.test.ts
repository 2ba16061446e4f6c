import { expect, test } from 'vitest'
import { openErrorLog } from '~/web/http/error-log'

test('of a flood that nothing can be done about the log has one line in ten seconds, with how many there were; every other error has its own', () => {
  const lines: [string, unknown][] = []
  let now = 0
  const log = {
    error: (fields: object) => lines.push(['error', fields]),
    warn: (fields: object) => lines.push(['warn', fields]),
  }
  const note = openErrorLog(
    log,
    (error) => error === 'away',
    () => now,
  )
  for (let each = 0; each < 1_000; each += 1) note('away', 'a request failed', { method: 'GET' })
  note('a fault', 'a request failed')
  now = 10_000
  note('away', 'a request failed', { method: 'POST' })
  expect(lines).toEqual([
    ['warn', { method: 'GET', error: 'away', unsaid: 0 }],
    ['error', { error: 'a fault' }],
    ['warn', { method: 'POST', error: 'away', unsaid: 999 }],
  ])
})
