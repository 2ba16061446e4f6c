import { expect, test } from 'vitest'
import { caseContent } from '~/campaigns/cases/case-content'
import { caseKind } from '~/campaigns/cases/case-kind'
import { overturnedIn, standingOf, standingOfEntry } from '~/campaigns/cases/standing'
import { sayStanding } from '~/campaigns/cases/standing-words'
import { gonzalez } from '../support/campaign-story'

const courtCase = caseContent.parse(gonzalez)
const with2019 = (change: object) =>
  caseContent.parse({
    ...gonzalez,
    events: gonzalez.events.map((event) => (event.key === 'e2' ? { ...event, ...change } : event)),
  })

test('a ruling that a later one vacated says since when, by what, and how much of it', () => {
  expect(standingOf(courtCase, 'e2')).toEqual({
    verb: 'vacated',
    on: '2020-09-11',
    by: gonzalez.events[0]!.title,
    note: { en: 'both injunctions.', es: 'las dos órdenes.' },
  })
  expect(overturnedIn(courtCase).map(({ event }) => event.key)).toEqual(['e2'])
})

test('a ruling that nothing overturned stands, and so does one that the case does not have', () => {
  for (const key of ['e1', 'e3', 'e4', 'e9', '']) expect(standingOf(courtCase, key), key).toBeNull()
})

test('a ruling whose later event is missing, or of another kind, still does not stand', () => {
  expect(standingOf(with2019({ overturnedBy: 'e77' }), 'e2')).toMatchObject({ verb: 'overturned', on: '', by: null })
  expect(standingOf(with2019({ overturnedBy: 'e4' }), 'e2')).toMatchObject({ verb: 'overturned', on: '2025-03-04' })
  expect(standingOf(with2019({ overturnedBy: 'e2' }), 'e2')).toMatchObject({ verb: 'overturned', by: null })
})

test('it is said in both languages, as a whole or in part, as exactly as the date is known', () => {
  const overturned = standingOf(courtCase, 'e2')!
  expect(sayStanding('en', overturned)).toEqual({
    word: 'Vacated in part',
    line: 'Vacated in part on September 11, 2020',
    sentence: 'Part of this ruling was vacated on September 11, 2020. What no longer stands: both injunctions.',
  })
  expect(sayStanding('es', { ...overturned, on: '2020-09', note: { en: '', es: '' } })).toEqual({
    word: 'Anulada',
    line: 'Anulada en septiembre de 2020',
    sentence: 'Esta decisión fue anulada en septiembre de 2020 y ya no está vigente.',
  })
  expect(sayStanding('en', { ...overturned, verb: 'reversed', on: '2020', note: { en: '', es: '' } }).sentence).toBe(
    'This ruling was reversed in 2020 and is no longer in force.',
  )
  expect(sayStanding('es', { ...overturned, verb: 'overturned', on: '', note: { en: '', es: '' } }).line).toBe(
    'Invalidada',
  )
})

test('an entry that names no event of its case, or a wrong one, is about the ruling of its day', () => {
  for (const caseEvent of ['e2', '', 'e22'])
    expect(standingOfEntry(courtCase, { caseEvent, happenedOn: '2019-09-27' })?.verb, caseEvent).toBe('vacated')
  expect(standingOfEntry(courtCase, { caseEvent: '', happenedOn: '2019' })).toBeNull()
  expect(standingOfEntry(courtCase, { caseEvent: 'e4', happenedOn: '2019-09-27' })).toBeNull()
})

test('a case cannot be published while a ruling that was vacated does not say so', () => {
  const missing = (content: typeof courtCase) => caseKind.missingIn!(content).map(({ field }) => field)
  expect(missing(courtCase)).toEqual([])
  expect(missing(with2019({ overturnedBy: '' }))).toEqual(['events.e2.overturnedBy'])
  expect(missing(with2019({ overturnedBy: 'e9' }))).toEqual(['events.e2.overturnedBy'])
})

test('a wrong date does not get a vacated ruling past the gate', () => {
  const missing = (...changes: Record<string, object>[]) =>
    caseKind.missingIn!(
      caseContent.parse({
        ...gonzalez,
        events: gonzalez.events.map((event) => ({ ...event, ...Object.assign({}, ...changes)[event.key] })),
      }),
    ).map(({ field, why }) => `${field} ${why}`)
  const typo = { e3: { happenedOn: '2002-09-11' } }
  expect(missing(typo)).toEqual(['events.e2.overturnedBy reversed-first'])
  expect(missing(typo, { e3: { happenedOn: '2002-09-11' }, e2: { overturnedBy: '' } })).toEqual([
    'events.e3.happenedOn ruling',
  ])
  expect(missing({ e3: { happenedOn: '2019' } })).toEqual([])
  expect(missing({ e3: { happenedOn: '2019' }, e2: { overturnedBy: '' } })).toEqual(['events.e2.overturnedBy missing'])
})

test('a ruling stands again once what reversed it was reversed, and its case can be published so', () => {
  const event = (key: string, kind: string, more: object = {}) => ({
    key,
    kind,
    happenedOn: `202${key.slice(1)}-05-01`,
    title: { en: key, es: key },
    ...more,
  })
  const ruled = event('e1', 'ruled')
  const reversed = event('e2', 'reversed', { overturnedBy: 'e3' })
  const reinstated = event('e3', 'reversed')
  const of = (...events: object[]) => caseContent.parse({ ...gonzalez, events })
  const keysOf = (content: typeof courtCase) => overturnedIn(content).map(({ event: { key } }) => key)
  const marked = { ...ruled, overturnedBy: 'e2' }
  for (const first of [ruled, marked]) {
    expect(keysOf(of(first, reversed, reinstated))).toEqual(['e2'])
    expect(caseKind.missingIn!(of(first, reversed, reinstated))).toEqual([])
  }
  const inPart = { ...reversed, overturnedNote: { en: 'the fees.', es: 'las costas.' } }
  expect(keysOf(of(marked, inPart, reinstated))).toEqual(['e1', 'e2'])
  expect(caseKind.missingIn!(of(ruled, inPart, reinstated)).map(({ field }) => field)).toEqual([
    'events.e1.overturnedBy',
  ])
  expect(keysOf(of(marked, reversed, { ...reinstated, overturnedBy: 'e4' }, event('e4', 'vacated')))).toEqual([
    'e1',
    'e3',
  ])
  expect(keysOf(of(marked, { ...reversed, overturnedBy: 'e1' }))).toEqual(['e1', 'e2'])
})
