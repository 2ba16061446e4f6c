import { expect, test } from 'vitest'
import { meetingsCalendar } from '~/web/story/calendar.server'

test('whatever a campaign is called, its calendar has no line of its making', () => {
  const page = 'https://firme.example.org/es/campaigns/a/meetings'
  const name = 'Junta; a, b\nATTACH:https://evil.example.org'
  const lines = meetingsCalendar({ lang: 'es', publicUrl: 'https://firme.example.org', name, page }, []).split('\r\n')
  expect(lines.filter((line) => /^(X-WR-CALNAME|NAME):/.test(line)).map((line) => line.split(/:(.*)/)[1])).toEqual([
    'Junta\\; a\\, b\\nATTACH:https://evil.example.org',
    'Junta\\; a\\, b\\nATTACH:https://evil.example.org',
  ])
  expect(lines.filter((line) => line.startsWith('ATTACH'))).toEqual([])
})
