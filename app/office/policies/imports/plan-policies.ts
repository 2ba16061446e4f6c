import { lastDay } from '~/campaigns/policies/policy'
import { agencyKey, type PolicyProblem, type UnderstoodPolicy } from './understand-policy'

/** A policy in the database, reduced to what planning needs. */
export interface KnownPolicy {
  id: string
  placeId: string
  state: string | null
  kind: string
  model: string
  agency: string
  adoptedOn: string | null
  endedOn: string | null
  adoptedNoLater: boolean
  /** Whether all we know of its end is that a list had it no longer. */
  endedNoLater: boolean
  checkedOn: string
  /** What it is called in a report. */
  words: string
  /** Whether an earlier list of this kind brought it in, so that a newer one may end it. */
  isFromList: boolean
  /** Removed by hand: a list doesn't bring it back. */
  isRemoved: boolean
}

/** What a line does; keys under `localities.changes`. */
export type PolicyChange =
  | 'added'
  | 'added-past'
  | 'confirmed'
  | 'ended'
  | 'resumed'
  | 'dated'
  | 'known'
  | 'newer-known'
  | 'removed'

/** A line with what it writes. */
interface PlannedLine {
  line: number
  /** `good` writes something; `folded` is told by the line with the same policy; `bad` contradicts an earlier line. */
  outcome: 'good' | 'unchanged' | 'folded' | 'bad'
  what: PolicyChange | null
  row: UnderstoodPolicy
  /** The policy it changes; null: a new one. */
  policyId: string | null
  /** Whether it knows better than we do when the policy was adopted. */
  isDated: boolean
  problems: PolicyProblem[]
}

/** What a refused line says: nothing ends that it may be about. */
export interface RefusedLine {
  /** Null: it may be about any state. */
  state: string | null
  /** '': it may be about any agency. */
  agency: string
  /** '': it may be of any list. */
  list: string
}

export interface PolicyPlan {
  lines: PlannedLine[]
  /** What earlier lists had and this one has not. */
  ends: { id: string; words: string; endedOn: string }[]
  /** How many would have ended, were there no refused line that may be about them. */
  heldBack: number
  /** How many open policies of earlier lists there were. */
  open: number
}

interface Plan {
  known: readonly KnownPolicy[]
  refused: readonly RefusedLine[]
  isComplete: boolean
  /** YYYY-MM-DD, of a list whose lines have no day of their own. */
  day: string
}

/**
 * Decides what a list changes, without a database. Older data never overwrites newer data, and the same list again
 * changes nothing.
 *
 * A file may hold several lists, one after another. What follows without a gap is one policy: adopted on the day of the
 * first list that has it or before, and ended on the day of the first that has it no longer or before. A list with a
 * refused line that may be about it is no such list: it neither ends the policy nor leaves a gap. Nor does a list that
 * left it out, when a later one has it with the same day of signing.
 */
export function planPolicies(
  understood: readonly { line: number; row: UnderstoodPolicy }[],
  { known, refused, isComplete, day }: Plan,
): PolicyPlan {
  const lists = [...new Set(understood.flatMap(({ row }) => row.list || []))].sort()
  const knownOf = groupBy(known, (one) => keyOf({ ...one, agency: one.agency }))
  const doubted = doubtsAbout(refused)
  const met = new Set<string>()
  const lines: PlannedLine[] = []
  let heldBack = 0
  for (const group of groupBy(understood, ({ row }) => keyOf(row)).values()) {
    const doubts = doubted(group[0]!.row)
    const runs = onceEach(runsOf(group, lists, (list) => isIn(doubts, list)))
    const found = knownAs(
      knownOf.get(keyOf(group[0]!.row)) ?? [],
      runs.map(({ row }) => row),
    )
    for (const { head, others, repeated, row, isHeldBack } of runs) {
      const one = found.get(row)
      if (one) met.add(one.id)
      if (isHeldBack) heldBack += 1
      const nothing = { row, what: null, policyId: null, isDated: false }
      const problem: PolicyProblem = { reason: 'repeated', field: null, text: String(head) }
      lines.push({ line: head, row, problems: [], ...changeOf(one, row) })
      lines.push(...others.map((line) => ({ ...nothing, line, outcome: 'folded' as const, problems: [] })))
      lines.push(...repeated.map((line) => ({ ...nothing, line, outcome: 'bad' as const, problems: [problem] })))
    }
  }
  const newest = lists.at(-1) ?? ''
  const lastList = newest === '' ? day : newest.slice(0, 10)
  const kinds = new Set(understood.map(({ row }) => row.kind))
  const mayEnd = known.filter((one) => one.isFromList && !one.isRemoved && one.endedOn === null && kinds.has(one.kind))
  const missing = isComplete ? mayEnd.filter((one) => !met.has(one.id) && one.checkedOn <= lastList) : []
  const ends = missing.filter((one) => !doubted(one).some((list) => list === '' || list >= newest))
  return {
    lines,
    ends: ends.map(({ id, words }) => ({ id, words, endedOn: lastList })),
    heldBack: heldBack + missing.length - ends.length,
    open: mayEnd.length,
  }
}

/** How much a list may be shorter than what is known before somebody must say that it is meant. */
export function isMuchShorter({ ends, open }: Pick<PolicyPlan, 'open'> & { ends: number }): boolean {
  return ends >= 5 && ends > open * 0.2
}

function keyOf(row: Pick<UnderstoodPolicy, 'placeId' | 'kind' | 'agency'> & { model: string }): string {
  return [row.placeId, row.kind, row.model, agencyKey(row.agency)].join('|')
}

interface Run {
  head: number
  others: number[]
  /** Lines of the same list that say something else. */
  repeated: number[]
  row: UnderstoodPolicy
  /** Whether it would have ended, were there no refused line that may be about it. */
  isHeldBack: boolean
}

/** Lines of one policy as runs of lists that follow one another; a line that is of no list is a run of its own. */
function runsOf(
  group: readonly { line: number; row: UnderstoodPolicy }[],
  lists: readonly string[],
  isDoubted: (list: string) => boolean,
): Run[] {
  const runs: (Omit<Run, 'isHeldBack'> & { last: number; said: UnderstoodPolicy })[] = []
  const nextSure = (last: number) => {
    const at = lists.findIndex((list, index) => index > last && !isDoubted(list))
    return at === -1 ? lists.length : at
  }
  const sorted = group.toSorted((one, two) => one.row.list.localeCompare(two.row.list) || one.line - two.line)
  for (const { line, row } of sorted) {
    const at = lists.indexOf(row.list)
    const run = runs.findLast((one) =>
      row.list === ''
        ? one.row.list === '' && one.row.adoptedOn === row.adoptedOn
        : one.row.list !== '' && (at <= nextSure(one.last) || isSignedOn(one.row.adoptedOn, row)),
    )
    if (!run) runs.push({ head: line, others: [], repeated: [], row, last: at, said: row })
    else if (at === run.last && !isSaidAgain(run.said, row)) run.repeated.push(line)
    else {
      run.others.push(line)
      run.last = at
      run.said = row
      run.row = continued(run.row, row)
    }
  }
  return runs.map(({ head, others, repeated, row, last }) => {
    const next = row.list === '' || row.endedOn !== null ? undefined : lists[nextSure(last)]
    const isHeldBack = row.list !== '' && row.endedOn === null && next === undefined && last + 1 < lists.length
    const ended = next === undefined ? {} : { endedOn: next.slice(0, 10), endedNoLater: true }
    return { head, others, repeated, row: { ...row, ...ended }, isHeldBack }
  })
}

function isSignedOn(day: string | null, row: UnderstoodPolicy): boolean {
  return day !== null && !row.adoptedNoLater && row.adoptedOn === day
}

/** What begins on the day of another run is refused: a policy is stored once for each day of adoption. */
function onceEach(runs: readonly Run[]): Run[] {
  const kept: Run[] = []
  for (const run of runs) {
    const earlier = kept.find(({ row }) => row.adoptedOn === run.row.adoptedOn)
    if (earlier) earlier.repeated.push(run.head, ...run.others, ...run.repeated)
    else kept.push(run)
  }
  return kept
}

/** Whether two lines about one policy say the same. */
function isSaidAgain(one: UnderstoodPolicy, other: UnderstoodPolicy): boolean {
  const facts = [
    'adoptedOn',
    'adoptedNoLater',
    'endedOn',
    'endedNoLater',
    'sourceUrl',
    'sourceTitle',
    'checkedOn',
  ] as const
  return (
    facts.every((fact) => one[fact] === other[fact]) && one.note.en === other.note.en && one.note.es === other.note.es
  )
}

/** A policy by an earlier list, with what a later one says of it. */
function continued(earlier: UnderstoodPolicy, later: UnderstoodPolicy): UnderstoodPolicy {
  const { endedOn, endedNoLater, note, sourceUrl, sourceTitle, checkedOn } = later
  const hasNote = note.en !== '' || note.es !== ''
  const adopted = later.adoptedNoLater ? earlier : later
  const { adoptedOn, adoptedNoLater } = adopted.adoptedOn === null ? earlier : adopted
  return {
    ...earlier,
    adoptedOn,
    adoptedNoLater,
    endedOn,
    endedNoLater,
    sourceUrl,
    sourceTitle,
    checkedOn,
    note: hasNote ? note : earlier.note,
  }
}

/** The lists with a refused line that may be about an agency's policy; '' for a line that may be of any list. */
function doubtsAbout(
  refused: readonly RefusedLine[],
): (one: { state: string | null; agency: string }) => readonly string[] {
  const lists = new Map<string, Set<string>>()
  for (const { state, agency, list } of refused) {
    const key = `${state ?? ''}|${agencyKey(agency)}`
    lists.set(key, (lists.get(key) ?? new Set()).add(list))
  }
  return ({ state, agency }) => {
    const key = agencyKey(agency)
    return [...new Set([`${state}|${key}`, `|${key}`, `${state}|`, '|'])].flatMap((one) => [...(lists.get(one) ?? [])])
  }
}

function isIn(doubts: readonly string[], list: string): boolean {
  return doubts.includes(list) || doubts.includes('')
}

/** The known policies that lines are about, one for each line: those of the same day first. */
function knownAs(
  known: readonly KnownPolicy[],
  rows: readonly UnderstoodPolicy[],
): ReadonlyMap<UnderstoodPolicy, KnownPolicy> {
  const found = new Map<UnderstoodPolicy, KnownPolicy>()
  const free = new Set(known)
  const match = (isSame: (one: KnownPolicy, row: UnderstoodPolicy) => boolean) => {
    for (const row of rows.filter((one) => !found.has(one))) {
      const one = [...free].find((other) => isSame(other, row))
      if (!one) continue
      free.delete(one)
      found.set(row, one)
    }
  }
  match((one, row) => one.adoptedOn === row.adoptedOn)
  match((one, row) => isWithin(one, row) && (row.adoptedOn === null || row.adoptedNoLater || one.adoptedNoLater))
  return found
}

/** Whether the times of both overlap, as far as is known. */
function isWithin(known: KnownPolicy, row: UnderstoodPolicy): boolean {
  const begins = known.endedOn === null || row.adoptedOn === null || row.adoptedOn <= lastDay(known.endedOn)
  const ends = row.endedOn === null || known.adoptedOn === null || known.adoptedOn <= lastDay(row.endedOn)
  return begins && ends
}

function changeOf(
  known: KnownPolicy | undefined,
  row: UnderstoodPolicy,
): Pick<PlannedLine, 'outcome' | 'what' | 'policyId' | 'isDated'> {
  if (!known)
    return { outcome: 'good', what: row.endedOn === null ? 'added' : 'added-past', policyId: null, isDated: false }
  const isDated =
    row.adoptedOn !== null &&
    row.adoptedOn !== known.adoptedOn &&
    (known.adoptedOn === null || known.adoptedNoLater) &&
    // One whose day nobody knows was adopted by the day on which somebody saw it.
    (!row.adoptedNoLater || row.adoptedOn < (known.adoptedOn ?? known.checkedOn))
  const change = (what: PolicyChange) => ({ outcome: 'good' as const, what, policyId: known.id, isDated })
  const nothing = (what: PolicyChange) => ({ outcome: 'unchanged' as const, what, policyId: known.id, isDated: false })
  if (known.isRemoved) return nothing('removed')
  if (saidOn(row) < known.checkedOn) return isDated ? change('dated') : nothing('newer-known')
  if (row.endedOn !== null && known.endedOn === null) return change('ended')
  if (isDated) return change('dated')
  if (isStillInForce(known, row)) return change('resumed')
  return row.checkedOn > known.checkedOn && known.endedOn === null ? change('confirmed') : nothing('known')
}

/** The day of what a line says: that a policy ended by the day of a list, it was that list which said so. */
export function saidOn({ endedOn, endedNoLater, checkedOn }: UnderstoodPolicy): string {
  return endedOn !== null && endedNoLater && endedOn > checkedOn ? endedOn : checkedOn
}

/** A list left it out, and a later one has it with the same day of signing: it never ended. */
function isStillInForce(known: KnownPolicy, row: UnderstoodPolicy): boolean {
  return (
    known.isFromList &&
    known.endedNoLater &&
    row.endedOn === null &&
    known.endedOn !== null &&
    lastDay(known.endedOn) < row.checkedOn &&
    isSignedOn(known.adoptedOn, row)
  )
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
