import { randomUUID } from 'node:crypto'
import { isManySeated, type UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { nameKey } from '~/officials/posts/name-key'
import { slugOf } from '~/ui/page/slug'
import type { Change, KnownMembership, KnownPost, Plan, RosterState } from './roster-plan'

/** What has been changed of rows that were known, and rows that are new, both whole; the writer tells them apart by id. */
export interface Planner {
  add(row: UnderstoodRow): Change[]
  plan: Plan
}

/**
 * Decides what lines change, without a database: the dry run and the run ask the same planner. Knowledge with an older
 * date never overwrites newer knowledge; nothing is deleted; the same line again changes nothing.
 *
 * @param state is kept up to date while lines are added
 */
export function openPlanner(state: RosterState): Planner {
  const plan: Plan = {
    divisions: [],
    organizations: [],
    posts: [],
    officials: [],
    memberships: [],
    contacts: [],
    postIds: new Set(),
  }
  const changed = new Set<string>()

  function add(row: UnderstoodRow): Change[] {
    const changes: Change[] = []
    const organization = organizationOf(row, changes)
    const post = postOf(row, organization.id, changes)
    const official = row.isPast || row.name || row.isVacant ? hold(row, post, changes) : null
    for (const contact of row.contacts) {
      const ownerId = contact.owner === 'post' ? post.id : contact.owner === 'organization' ? organization.id : official
      if (ownerId) reach(row, ownerId, contact, changes)
    }
    if (changes.length > 0) plan.postIds.add(post.id)
    return changes
  }

  function organizationOf(row: UnderstoodRow, changes: Change[]) {
    const here = state.organizations.filter(
      (one) => one.divisionId === row.placeId && one.kind === row.organizationKind,
    )
    // A place has one sheriff's office and one council, whatever a list calls them; of other kinds the name tells.
    const known =
      here.find((one) => one.name.toLowerCase() === row.organization.toLowerCase()) ??
      (row.organizationKind === 'other' ? undefined : here[0])
    if (known) return known
    const organization = {
      id: randomUUID(),
      divisionId: row.placeId,
      kind: row.organizationKind,
      name: row.organization,
    }
    state.organizations.push(organization)
    plan.organizations.push(organization)
    changes.push({ what: 'organization-added', words: organization.name })
    return organization
  }

  function postOf(row: UnderstoodRow, organizationId: string, changes: Change[]): KnownPost {
    const same = state.posts.filter(
      (one) =>
        one.organizationId === organizationId &&
        one.role === row.role &&
        one.district.toLowerCase() === row.district.toLowerCase() &&
        (row.role !== 'other' || one.title.toLowerCase() === row.title.toLowerCase()),
    )
    const known = isManySeated(row)
      ? seatOf(row, same)
      : same.find((one) => one.seat.toLowerCase() === row.seat.toLowerCase())
    if (known) return known
    const seat = row.seat || (isManySeated(row) ? freeSeat(same) : '')
    const post = { id: randomUUID(), organizationId, role: row.role, title: row.title, district: row.district, seat }
    if (row.divisionId !== row.placeId && !state.divisions.has(row.divisionId)) {
      state.divisions.add(row.divisionId)
      plan.divisions.push({
        id: row.divisionId,
        parentId: row.placeId,
        name: `${row.placeName}, ${/^\d/.test(row.district) ? `District ${row.district}` : row.district}`,
        slug: freeSlug(`${row.placeSlug}-district-${slugOf(row.district)}`),
      })
    }
    const slug = freeSlug(
      [
        row.placeSlug,
        row.role === 'other' ? slugOf(row.title) : row.role,
        row.district && slugOf(/^\d/.test(row.district) ? `district ${row.district}` : row.district),
        seat && `seat-${slugOf(seat)}`,
      ]
        .filter(Boolean)
        .join('-'),
    )
    state.posts.push(post)
    plan.posts.push({ ...post, divisionId: row.divisionId, slug })
    changes.push({ what: 'post-added', words: [post.title, post.district, post.seat].filter(Boolean).join(' · ') })
    return post
  }

  /** '' for the first, then 2, 3 … */
  function freeSeat(seats: KnownPost[]): string {
    let number = 1
    while (seats.some((one) => one.seat === (number === 1 ? '' : String(number)))) number += 1
    return number === 1 ? '' : String(number)
  }

  /** Where several sit with the same words: the seat this person has or had, else an empty one. */
  function seatOf(row: UnderstoodRow, seats: KnownPost[]): KnownPost | undefined {
    const held = seats.find((seat) =>
      state.memberships.some((one) => one.postId === seat.id && isSame(row, one.officialId)),
    )
    if (held || row.isPast || (!row.name && !row.isVacant)) return held ?? seats[0]
    return seats.find((seat) => !state.memberships.some((one) => one.postId === seat.id && one.endedOn === null))
  }

  function isSame(row: UnderstoodRow, officialId: string): boolean {
    const official = state.officials.find((one) => one.id === officialId)
    if (!official) return false
    return row.externalId !== null && official.externalId !== null
      ? official.externalId === row.externalId
      : nameKey(official.name) === nameKey(row.name)
  }

  /** Who holds or held the post. @returns the official's id, or null for a vacancy */
  function hold(row: UnderstoodRow, post: KnownPost, changes: Change[]): string | null {
    const here = state.memberships.filter((one) => one.postId === post.id)
    const current = here.find((one) => one.endedOn === null)
    if (row.isVacant) {
      if (current) leave(row, current, row.checkedOn, changes)
      return null
    }
    const mine = here.filter((one) => isSame(row, one.officialId))
    if (row.isPast) return recordPast(row, post, mine, changes)
    if (current && mine.includes(current)) {
      refresh(row, current, changes)
      return current.officialId
    }
    if (current && current.checkedOn > row.checkedOn) {
      changes.push({ what: 'newer-known', words: nameOf(current.officialId) })
      return null
    }
    const before = mine.find((one) => one.endedOn !== null && one.checkedOn > row.checkedOn)
    if (before) {
      changes.push({ what: 'newer-known', words: row.name })
      return null
    }
    if (current) leave(row, current, row.startedOn ?? row.checkedOn, changes)
    const officialId = officialOf(row, mine[0]?.officialId)
    const reopened = mine.find((one) => one.startedOn === row.startedOn && row.startedOn !== null)
    keep({
      ...(reopened ?? { id: randomUUID(), postId: post.id, officialId, startedOn: row.startedOn }),
      termEndsOn: row.termEndsOn,
      endedOn: null,
      sourceUrl: row.sourceUrl,
      checkedOn: row.checkedOn,
    })
    changes.push({ what: 'took-office', words: row.name })
    return officialId
  }

  function recordPast(row: UnderstoodRow, post: KnownPost, mine: KnownMembership[], changes: Change[]): string | null {
    const endedOn = row.termEndsOn!
    const known =
      mine.find((one) => one.endedOn === endedOn || (one.startedOn !== null && one.startedOn === row.startedOn)) ??
      mine.find(
        (one) => one.endedOn === null && (row.startedOn === null || one.startedOn === null || one.startedOn <= endedOn),
      )
    if (!known) {
      const officialId = officialOf(row, mine[0]?.officialId)
      keep({
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
    // They stayed on: somebody has looked since, or knows of a later term.
    if (known.checkedOn > row.checkedOn || (known.termEndsOn !== null && known.termEndsOn > endedOn))
      changes.push({ what: 'newer-known', words: row.name })
    else leave(row, known, endedOn, changes)
    return known.officialId
  }

  function refresh(row: UnderstoodRow, known: KnownMembership, changes: Change[]): void {
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
    keep(next)
    changes.push({ what: isOtherTerm ? 'term-changed' : 'confirmed', words: row.name })
  }

  function leave(row: UnderstoodRow, known: KnownMembership, day: string, changes: Change[]): void {
    if (known.checkedOn > row.checkedOn)
      return void changes.push({ what: 'newer-known', words: nameOf(known.officialId) })
    keep({
      ...known,
      endedOn: known.startedOn && known.startedOn > day ? known.startedOn : day,
      sourceUrl: row.sourceUrl,
      checkedOn: row.checkedOn,
    })
    changes.push({ what: 'left-office', words: nameOf(known.officialId) })
  }

  function officialOf(row: UnderstoodRow, knownId: string | undefined): string {
    const known =
      (row.externalId && state.officials.find((one) => one.externalId === row.externalId)) ||
      state.officials.find((one) => one.id === knownId)
    if (known) return known.id
    const official = { id: randomUUID(), name: row.name, externalId: row.externalId }
    state.officials.push(official)
    plan.officials.push({ ...official, nameKey: nameKey(row.name) })
    return official.id
  }

  function reach(
    row: UnderstoodRow,
    ownerId: string,
    { owner, kind, value, extension }: UnderstoodRow['contacts'][number],
    changes: Change[],
  ): void {
    const here = state.contacts.filter((one) => one.ownerId === ownerId && one.kind === kind)
    const known = here.find((one) => one.value.toLowerCase() === value.toLowerCase() && one.extension === extension)
    if (known) {
      if (known.checkedOn >= row.checkedOn) return
      keepContact({ ...known, owner, sourceUrl: row.sourceUrl, checkedOn: row.checkedOn })
      changes.push({ what: 'contact-confirmed', words: value })
      return
    }
    // The same source names another number now: what it named before is no longer sure.
    for (const older of here.filter(
      (one) => one.status === 'fine' && one.sourceUrl === row.sourceUrl && one.checkedOn < row.checkedOn,
    )) {
      keepContact({ ...older, owner, status: 'doubtful' })
      changes.push({ what: 'contact-doubted', words: older.value })
    }
    keepContact({
      id: randomUUID(),
      owner,
      ownerId,
      kind,
      value,
      extension,
      sourceUrl: row.sourceUrl,
      checkedOn: row.checkedOn,
      status: 'fine',
    })
    changes.push({ what: 'contact-added', words: extension ? `${value} x${extension}` : value })
  }

  const nameOf = (officialId: string) => state.officials.find((one) => one.id === officialId)?.name ?? ''

  function keep(membership: KnownMembership): void {
    put(state.memberships, membership)
    put(plan.memberships, membership)
  }

  function keepContact(contact: Plan['contacts'][number]): void {
    put(state.contacts, contact)
    put(plan.contacts, contact)
  }

  function freeSlug(base: string): string {
    let slug = base
    for (let number = 2; state.slugs.has(slug) || changed.has(slug); number += 1) slug = `${base}-${number}`
    changed.add(slug)
    return slug
  }

  return { add, plan }
}

/** "Sol Ríos" is not made "SOL RIOS" again by the next list, nor does anybody lose their middle name. */
function isBetterName(name: string, known: string): boolean {
  if (name === known || nameKey(name) !== nameKey(known)) return name !== known
  const accents = (text: string) => text.normalize('NFD').replace(/\P{M}/gu, '').length
  return accents(name) > accents(known) || (accents(name) === accents(known) && name.length > known.length)
}

/** Replaces the row with this id, or adds it. */
function put<Row extends { id: string }>(rows: Row[], row: Row): void {
  const index = rows.findIndex((one) => one.id === row.id)
  if (index < 0) rows.push(row)
  else rows[index] = row
}
