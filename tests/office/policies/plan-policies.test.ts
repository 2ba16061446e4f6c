import { expect, test } from 'vitest'
import {
  type KnownPolicy,
  type PolicyPlan,
  planPolicies,
  type RefusedLine,
} from '~/office/policies/imports/plan-policies'
import type { UnderstoodPolicy } from '~/office/policies/imports/understand-policy'

const pinalId = 'ocd-division/country:us/state:az/county:pinal'

/** A line about Pinal's sheriff, of a list of that day. */
function pinal(list: string, own: Partial<UnderstoodPolicy> = {}): UnderstoodPolicy {
  return {
    placeId: pinalId,
    placeName: 'Pinal County, AZ',
    state: 'AZ',
    kind: '287g-signed',
    model: 'task-force',
    agency: 'Pinal County Sheriff',
    adoptedOn: list || null,
    endedOn: null,
    adoptedNoLater: list !== '',
    endedNoLater: false,
    note: { en: '', es: '' },
    sourceUrl: 'https://example.org/287g',
    sourceTitle: '',
    checkedOn: list || '2025-07-01',
    list,
    isSheriff: true,
    ori: '',
    ...own,
  }
}

function yuma(list: string): UnderstoodPolicy {
  return pinal(list, {
    placeId: 'ocd-division/country:us/state:az/county:yuma',
    placeName: 'Yuma County, AZ',
    agency: 'Yuma County Sheriff',
  })
}

const knownPinal: KnownPolicy = {
  id: 'known',
  placeId: pinalId,
  state: 'AZ',
  kind: '287g-signed',
  model: 'task-force',
  agency: 'Pinal County Sheriff',
  adoptedOn: '2025-05-01',
  endedOn: null,
  adoptedNoLater: true,
  endedNoLater: false,
  checkedOn: '2025-05-01',
  words: 'Pinal',
  isFromList: true,
  isRemoved: false,
}

const refusedPinal: RefusedLine = { state: 'AZ', agency: 'pinal county sheriffs office', list: '2025-05-19' }

/** Plans a complete list whose lines are numbered from 2. */
function planned(
  rows: readonly UnderstoodPolicy[],
  { refused = [], known = [] }: { refused?: RefusedLine[]; known?: KnownPolicy[] } = {},
): PolicyPlan {
  return planPolicies(
    rows.map((row, index) => ({ line: index + 2, row })),
    { known, refused, isComplete: true, day: '2025-07-01' },
  )
}

/** When Pinal's policy began and ended by a plan. */
function pinalIn({ lines }: PolicyPlan): [string | null, string | null][] {
  return lines
    .filter(({ outcome, row }) => outcome !== 'folded' && row.placeId === pinalId)
    .map(({ row }) => [row.adoptedOn, row.endedOn])
}

test('an agreement does not end by a list that has a refused line about it', () => {
  const rows = [pinal('2025-05-16'), yuma('2025-05-16'), yuma('2025-05-19')]
  expect(pinalIn(planned(rows))).toEqual([['2025-05-16', '2025-05-19']])
  const plan = planned(rows, { refused: [refusedPinal] })
  expect([pinalIn(plan), plan.heldBack]).toEqual([[['2025-05-16', null]], 1])
  expect(pinalIn(planned([...rows, yuma('2025-05-21')], { refused: [refusedPinal] }))).toEqual([
    ['2025-05-16', '2025-05-21'],
  ])
})

test('a refused line in a list between two others leaves no gap', () => {
  const rows = [pinal('2025-05-16'), yuma('2025-05-19'), pinal('2025-05-21'), yuma('2025-05-21')]
  expect(pinalIn(planned(rows))).toEqual([
    ['2025-05-16', '2025-05-19'],
    ['2025-05-21', null],
  ])
  expect(pinalIn(planned(rows, { refused: [refusedPinal] }))).toEqual([['2025-05-16', null]])
})

test.each<[string, Partial<RefusedLine>]>([
  ['no state', { state: null }],
  ['no agency', { agency: '' }],
  ['no readable list', { list: '' }],
])('a refused line with %s holds back all that it may be about', (_, lacking) => {
  const refused = [{ ...refusedPinal, ...lacking }]
  expect(pinalIn(planned([pinal('2025-05-16'), yuma('2025-05-19')], { refused }))).toEqual([['2025-05-16', null]])
  const plan = planned([yuma('2025-05-19')], { refused, known: [knownPinal] })
  expect([plan.ends, plan.heldBack]).toEqual([[], 1])
})

test('a policy that somebody checked between two lists ends by the list that has it no longer', () => {
  const rows = [pinal('2025-05-16'), yuma('2025-05-16'), yuma('2025-06-01')]
  const ended = (checkedOn: string) => {
    const { lines } = planned(rows, { known: [{ ...knownPinal, checkedOn }] })
    const line = lines.find(({ row }) => row.placeId === pinalId)!
    return [line.what, line.row.endedOn]
  }
  expect(ended('2025-05-20')).toEqual(['ended', '2025-06-01'])
  expect(ended('2025-06-02')).toEqual(['newer-known', '2025-06-01'])
})

test('two lines are never about the same known policy', () => {
  const rows = [pinal('2025-05-16'), yuma('2025-05-19'), pinal('2025-05-21'), yuma('2025-05-21')]
  const { lines } = planned(rows, { known: [knownPinal] })
  expect(
    lines
      .filter(({ row }) => row.placeId === pinalId)
      .map(({ what, policyId, row }) => [what, policyId, row.adoptedOn]),
  ).toEqual([
    ['ended', 'known', '2025-05-16'],
    ['added', null, '2025-05-21'],
  ])
})

test('a known policy of the same day is found before one whose time only overlaps', () => {
  const open = { ...knownPinal, id: 'open', adoptedOn: '2025-05-21' }
  const rows = [pinal(''), pinal('', { adoptedOn: '2025-05-21' })]
  const { lines } = planned(rows, { known: [open, { ...knownPinal, id: 'first' }] })
  expect(lines.map(({ row, policyId }) => [row.adoptedOn, policyId])).toEqual([
    [null, 'first'],
    ['2025-05-21', 'open'],
  ])
})

test('an agreement with the same day of signing before and after a list that left it out never ended', () => {
  const signed = { adoptedOn: '2019-05-01', adoptedNoLater: false }
  const rows = [pinal('2025-01-01', signed), yuma('2025-02-01'), pinal('2025-03-01', signed), yuma('2025-03-01')]
  const plan = planned(rows)
  expect(pinalIn(plan)).toEqual([['2019-05-01', null]])
  expect(plan.lines.filter(({ outcome }) => outcome === 'bad')).toEqual([])
  const again = pinal('2025-03-01', { ...signed, adoptedOn: '2025-02-20' })
  expect(pinalIn(planned([rows[0]!, rows[1]!, again]))).toEqual([
    ['2019-05-01', '2025-02-01'],
    ['2025-02-20', null],
  ])
})

test('an agreement that a list left out never ended if a newer one has its day of signing; what somebody ended by hand stays ended', () => {
  const ended = { ...knownPinal, adoptedOn: '2019-05-01', adoptedNoLater: false, endedOn: '2025-06-01' }
  const signed = pinal('2025-07-01', { adoptedOn: '2019-05-01', adoptedNoLater: false })
  const whatOf = (known: KnownPolicy) => planned([signed], { known: [known] }).lines.map(({ what }) => what)
  expect(whatOf({ ...ended, endedNoLater: true })).toEqual(['resumed'])
  expect(whatOf(ended)).toEqual(['known'])
  expect(whatOf({ ...ended, endedNoLater: true, checkedOn: '2025-08-01' })).toEqual(['newer-known'])
})

test('a second line that says something else about a policy is refused, and one that says the same is not', () => {
  const { lines } = planned([
    pinal('', { adoptedOn: '2020' }),
    pinal('', { adoptedOn: '2021' }),
    pinal('', { adoptedOn: '2020' }),
    pinal('', { adoptedOn: '2020', endedOn: '2024' }),
  ])
  expect(Object.fromEntries(lines.map(({ line, outcome, problems }) => [line, [outcome, ...problems]]))).toEqual({
    2: ['good'],
    3: ['good'],
    4: ['folded'],
    5: ['bad', { reason: 'repeated', field: null, text: '2' }],
  })
})

test('a later list gives the source and the note of what it confirms', () => {
  const later = { sourceUrl: 'https://example.org/later', note: { en: 'Renewed.', es: 'Renovado.' } }
  const { lines } = planned([pinal('2025-05-16'), pinal('2025-05-19', later)])
  expect(lines[0]!.row).toMatchObject({ ...later, adoptedOn: '2025-05-16', checkedOn: '2025-05-19' })
})

test('a line that says both when an agreement was signed and that it has ended writes both', () => {
  const row = pinal('', { adoptedOn: '2025-03-02', adoptedNoLater: false, endedOn: '2025-06' })
  const { lines } = planned([row], { known: [knownPinal] })
  expect(lines).toMatchObject([{ what: 'ended', isDated: true, policyId: 'known' }])
})

test('a line of no list that begins on the day of a list is refused as a repetition, since only one can be stored', () => {
  const { lines } = planned([pinal('2025-05-16'), pinal('', { adoptedOn: '2025-05-16' })])
  expect(lines.map(({ line, outcome }) => [line, outcome])).toEqual([
    [3, 'good'],
    [2, 'bad'],
  ])
})
