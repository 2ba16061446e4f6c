import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ladderProblems } from '~/messages/ladders/ladder-problems'
import { ladderFrom, templateNames } from '~/messages/ladders/ladder-templates'
import { rehearse } from '~/messages/ladders/rehearse'
import { contentOf, days, end, line, mails, rung, texts, waits } from './ladders'

const whys = (steps: object[]) => ladderProblems(contentOf(steps)).map(({ step, why }) => `${step} ${why}`.trim())

const welcome = [rung('s1', 'confirmed'), days('s2', 2), mails('s3', 'Call'), end('s4')]

test('a ladder with a rung, a wait, a message and an end can be published', () => {
  expect(whys(welcome)).toEqual([])
})

test.each(templateNames)('the template %s can be published as it is', (name) => {
  expect(ladderProblems(ladderFrom(name))).toEqual([])
})

const refused: [string, object[], string[]][] = [
  ['without a rung nobody can begin', [days('s1', 1), end('s2')], ['no-rung']],
  ['a step above the first rung is reached by nobody', [end('s9'), ...welcome], ['s9 above-first-rung']],
  ['a rung with nothing below it', [rung('s1', 'signed')], ['s1 empty-rung']],
  ['a trigger that needs a tag', [rung('s1', 'tagged'), end('s2')], ['s1 trigger-incomplete']],
  ['days before a meeting that nobody counted', [rung('s1', 'before-meeting'), end('s2')], ['s1 trigger-incomplete']],
  ['a goal of no petition', [rung('s1', 'goal-reached'), end('s2')], ['s1 goal-needs-petition']],
  [
    'a wait without an hour',
    [rung('s1', 'signed'), waits('s2', { how: 'until', weekday: '1' }), end('s3')],
    ['s2 wait-incomplete'],
  ],
  [
    'a question about nothing',
    [rung('s1', 'signed'), line('s2', 'condition', { about: 'did' }), end('s3')],
    ['s2 question-incomplete'],
  ],
  ['a dead end', [rung('s1', 'signed'), mails('s2', 'Hi')], ['s2 dead-end']],
  ['a way to a step that was removed', [rung('s1', 'signed'), line('s2', 'go', { to: 's8' })], ['s2 leads-nowhere']],
  [
    'a way into another rung',
    [rung('s1', 'signed'), line('s2', 'go', { to: 's4' }), rung('s3', 'called'), end('s4')],
    ['s2 leaves-its-rung'],
  ],
  [
    'a step that nothing leads to',
    [rung('s1', 'signed'), line('s2', 'go', { to: 's4' }), mails('s3', 'Hi'), end('s4')],
    ['s3 never-reached'],
  ],
  ['a loop without a wait', [rung('s1', 'signed'), mails('s2', 'Hi'), line('s3', 'go', { to: 's2' })], ['s3 loop']],
  [
    'a greeting that would be empty for whoever gave no name',
    [rung('s1', 'signed'), mails('s2', 'Hi', { text: { en: 'Hi {name}', es: 'Hola {name|amiga}' } }), end('s3')],
    ['s2 bare-token'],
  ],
  [
    'the hour of a meeting where there is none',
    [rung('s1', 'signed'), mails('s2', 'Hi', { title: { en: '{title} {when}', es: '{title}' } }), end('s3')],
    ['s2 bare-token'],
  ],
  [
    'a call without a number to call',
    [rung('s1', 'signed'), mails('s2', 'Call', { purpose: 'call' }), end('s3')],
    ['s2 call-needs-action'],
  ],
  [
    'a mail without its Spanish half',
    [rung('s1', 'signed'), mails('s2', 'Hi', { text: { en: 'Hi', es: '' } }), end('s3')],
    ['s2 missing-language'],
  ],
  [
    'words that nothing fills in',
    [rung('s1', 'signed'), mails('s2', 'Hi {nombre}'), end('s3')],
    Array(4).fill('s2 unknown-token'),
  ],
  [
    'a text of three segments',
    [rung('s1', 'signed'), texts('s2', '', { sms: { en: 'a'.repeat(240), es: 'Ya' } }), end('s3')],
    ['s2 long-text'],
  ],
  [
    'a text at 22:00 that may wait for six hours only',
    [
      rung('s1', 'signed'),
      waits('s2', { how: 'until', weekday: 'any', hour: 22 }),
      texts('s3', 'Now', { hours: 6 }),
      end('s4'),
    ],
    ['s3 never-by-day'],
  ],
]

test.each(refused)('%s is refused', (_, steps, why) => {
  expect(whys(steps)).toEqual(why)
})

test('a text at night that may wait until the morning, and a loop with a wait, can be published', () => {
  const night = waits('s2', { how: 'until', weekday: 'any', hour: 22 })
  expect(whys([rung('s1', 'signed'), night, texts('s3', 'Now', { hours: 12 }), end('s4')])).toEqual([])
  const asks = line('s3', 'condition', { about: 'did', act: 'called', yes: 's4', no: 's2' })
  expect(whys([rung('s1', 'signed'), days('s2', 1), asks, end('s4')])).toEqual([])
})

const keys = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8']
const anyKey = fc.constantFrom('', ...keys)
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('rung'), when: fc.constantFrom('signed', 'called') }),
  fc.record({ kind: fc.constant('wait'), how: fc.constant('days'), amount: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('condition'), about: fc.constant('phone'), yes: anyKey, no: anyKey }),
  fc.record({ kind: fc.constant('split'), percent: fc.integer({ min: 1, max: 99 }), other: anyKey }),
  fc.record({ kind: fc.constant('go'), to: anyKey }),
  fc.record({ kind: fc.constant('tag'), name: fc.constant('volunteer') }),
  fc.record({ kind: fc.constant('end') }),
)

test('whatever can be published waits again and again or ends: nobody walks in circles', () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { minLength: 1, maxLength: 8 }),
      fc.boolean(),
      fc.boolean(),
      (drawn, hasPhone, isOther) => {
        const content = contentOf(drawn.map((step, at) => ({ ...step, key: keys[at]! })))
        const problems = ladderProblems(content)
        if (problems.length > 0) return
        for (const { key } of content.steps.filter(({ kind }) => kind === 'rung')) {
          const who = {
            language: 'es' as const,
            zone: 'America/Phoenix',
            channels: hasPhone ? (['sms'] as const) : [],
            answers: {},
            isOther,
          }
          const { days, isEndless } = rehearse(content, key, who, new Date('2026-11-24T18:00:00Z'))
          // Endless only by waiting: a tag is put on at most once.
          expect(days.length).toBeLessThanOrEqual(8)
          if (isEndless) expect(content.steps.some(({ kind }) => kind === 'wait')).toBe(true)
        }
      },
    ),
    { numRuns: 500 },
  )
})
