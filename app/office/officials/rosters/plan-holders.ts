import { randomUUID } from 'node:crypto'
import { nameKey } from '~/officials/posts/name-key'
import { type KnownMembership, type KnownPost, type PlanStep, put, type RosterState } from './roster-plan'

/** Plans who holds or held the post. @returns the official's id; null for a vacancy or when we have newer data */
export function holdPost(step: PlanStep, post: KnownPost): string | null {
  const { state, row, changes } = step
  const here = state.memberships.filter((one) => one.postId === post.id)
  const current = here.find((one) => one.endedOn === null)
  if (row.isVacant) {
    if (current) leave(step, current, row.checkedOn)
    if (!current || current.checkedOn <= row.checkedOn) vacate(step, post)
    return null
  }
  const mine = here.filter((one) => isSame(step, one.officialId))
  if (row.isPast) return recordPast(step, post, mine)
  if (current && mine.includes(current)) {
    refresh(step, current)
    return current.officialId
  }
  if (!current && post.vacantOn !== null && post.vacantOn > row.checkedOn) {
    changes.push({ what: 'newer-known', words: row.name })
    return null
  }
  if (current && current.checkedOn > row.checkedOn) {
    changes.push({ what: 'newer-known', words: nameOf(state, current.officialId) })
    return null
  }
  const before = mine.find((one) => one.endedOn !== null && one.checkedOn > row.checkedOn)
  if (before) {
    changes.push({ what: 'newer-known', words: row.name })
    return null
  }
  if (current) leave(step, current, row.startedOn ?? row.checkedOn)
  const officialId = officialOf(step, mine[0]?.officialId)
  const reopened = mine.find((one) => one.startedOn === row.startedOn && row.startedOn !== null)
  keep(step, {
    ...(reopened ?? { id: randomUUID(), postId: post.id, officialId, startedOn: row.startedOn }),
    termEndsOn: row.termEndsOn,
    endedOn: null,
    sourceUrl: row.sourceUrl,
    checkedOn: row.checkedOn,
  })
  changes.push({ what: 'took-office', words: row.name })
  return officialId
}

/** Whether a line is about this official: by external id if both have one, otherwise by name. */
export function isSame({ state, row }: PlanStep, officialId: string): boolean {
  const official = state.officials.find((one) => one.id === officialId)
  if (!official) return false
  return row.externalId !== null && official.externalId !== null
    ? official.externalId === row.externalId
    : nameKey(official.name) === nameKey(row.name)
}

function recordPast(step: PlanStep, post: KnownPost, mine: KnownMembership[]): string {
  const { row, changes } = step
  const endedOn = row.termEndsOn!
  const known =
    mine.find((one) => one.endedOn === endedOn || (one.startedOn !== null && one.startedOn === row.startedOn)) ??
    mine.find(
      (one) => one.endedOn === null && (row.startedOn === null || one.startedOn === null || one.startedOn <= endedOn),
    )
  if (!known) {
    const officialId = officialOf(step, mine[0]?.officialId)
    keep(step, {
      id: randomUUID(),
      postId: post.id,
      officialId,
      startedOn: row.startedOn,
      termEndsOn: endedOn,
      endedOn,
      sourceUrl: row.sourceUrl,
      checkedOn: row.checkedOn,
    })
    changes.push({ what: 'past-added', words: row.name })
    return officialId
  }
  if (known.endedOn !== null) return known.officialId
  // They stayed in office: our data is newer, or has a later end of term.
  if (known.checkedOn > row.checkedOn || (known.termEndsOn !== null && known.termEndsOn > endedOn))
    changes.push({ what: 'newer-known', words: row.name })
  else leave(step, known, endedOn)
  return known.officialId
}

function refresh(step: PlanStep, known: KnownMembership): void {
  const { state, plan, row, changes } = step
  if (row.checkedOn < known.checkedOn) return
  const official = state.officials.find((one) => one.id === known.officialId)!
  if (official.name !== row.name || (row.externalId && official.externalId !== row.externalId)) {
    const takesId =
      row.externalId && !state.officials.some((one) => one.externalId === row.externalId && one.id !== official.id)
    if (row.checkedOn > known.checkedOn && isBetterName(row.name, official.name)) {
      official.name = row.name
      changes.push({ what: 'renamed', words: row.name })
    }
    if (takesId) official.externalId = row.externalId
    put(plan.officials, { ...official, nameKey: nameKey(official.name) })
  }
  const next = {
    ...known,
    startedOn: row.startedOn ?? known.startedOn,
    termEndsOn: row.termEndsOn ?? known.termEndsOn,
    sourceUrl: row.sourceUrl,
    checkedOn: row.checkedOn,
  }
  const isOtherTerm = next.startedOn !== known.startedOn || next.termEndsOn !== known.termEndsOn
  if (!isOtherTerm && next.checkedOn === known.checkedOn) return
  keep(step, next)
  changes.push({ what: isOtherTerm ? 'term-changed' : 'confirmed', words: row.name })
}

/** Keeps the next list from turning "Sol Ríos" into "SOL RIOS" or dropping a middle name. */
function isBetterName(name: string, known: string): boolean {
  if (name === known || nameKey(name) !== nameKey(known)) return name !== known
  const accents = (text: string) => text.normalize('NFD').replace(/\P{M}/gu, '').length
  return accents(name) > accents(known) || (accents(name) === accents(known) && name.length > known.length)
}

function leave(step: PlanStep, known: KnownMembership, day: string): void {
  const { state, row, changes } = step
  const words = nameOf(state, known.officialId)
  if (known.checkedOn > row.checkedOn) return void changes.push({ what: 'newer-known', words })
  keep(step, {
    ...known,
    endedOn: known.startedOn && known.startedOn > day ? known.startedOn : day,
    sourceUrl: row.sourceUrl,
    checkedOn: row.checkedOn,
  })
  changes.push({ what: 'left-office', words })
}

function vacate({ plan, row, changes }: PlanStep, post: KnownPost): void {
  if (post.vacantOn !== null && post.vacantOn >= row.checkedOn) return
  post.vacantOn = row.checkedOn
  put(plan.vacancies, post)
  changes.push({ what: 'found-vacant', words: [post.title, post.district].filter(Boolean).join(' · ') })
}

function officialOf({ state, plan, row }: PlanStep, knownId: string | undefined): string {
  const known =
    (row.externalId && state.officials.find((one) => one.externalId === row.externalId)) ||
    state.officials.find((one) => one.id === knownId)
  if (known) return known.id
  const official = { id: randomUUID(), name: row.name, externalId: row.externalId }
  state.officials.push(official)
  plan.officials.push({ ...official, nameKey: nameKey(row.name) })
  return official.id
}

const nameOf = (state: RosterState, officialId: string) =>
  state.officials.find((one) => one.id === officialId)?.name ?? ''

function keep({ state, plan }: PlanStep, membership: KnownMembership): void {
  put(state.memberships, membership)
  put(plan.memberships, membership)
}
