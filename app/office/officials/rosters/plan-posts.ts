import { randomUUID } from 'node:crypto'
import { isManySeated, type UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { slugOf } from '~/ui/page/slug'
import { isSame } from './plan-holders'
import type { KnownPost, PlanStep, RosterState } from './roster-plan'

/** The post a line is about; planned if it does not exist yet. */
export function postOf(step: PlanStep, organizationId: string): KnownPost {
  const { state, plan, row, changes } = step
  const same = state.posts.filter(
    (one) =>
      one.organizationId === organizationId &&
      one.role === row.role &&
      one.district.toLowerCase() === row.district.toLowerCase() &&
      (row.role !== 'other' || one.title.toLowerCase() === row.title.toLowerCase()),
  )
  const known = isManySeated(row)
    ? seatOf(step, same)
    : same.find((one) => one.seat.toLowerCase() === row.seat.toLowerCase())
  if (known) return known
  const seat = row.seat || (isManySeated(row) ? freeSeat(same) : '')
  const post = {
    id: randomUUID(),
    organizationId,
    role: row.role,
    title: row.title,
    district: row.district,
    seat,
    vacantOn: null,
  }
  addDistrict(step)
  state.posts.push(post)
  plan.posts.push({ ...post, divisionId: row.divisionId, slug: freeSlug(state, slugBase(row, seat)) })
  changes.push({ what: 'post-added', words: [post.title, post.district, post.seat].filter(Boolean).join(' · ') })
  return post
}

/** For posts with several identical seats: the seat this person holds or held, otherwise an empty one. */
function seatOf(step: PlanStep, seats: KnownPost[]): KnownPost | undefined {
  const { state, row } = step
  const held = seats.find((seat) =>
    state.memberships.some((one) => one.postId === seat.id && isSame(step, one.officialId)),
  )
  if (held || row.isPast || (!row.name && !row.isVacant)) return held ?? seats[0]
  return seats.find((seat) => !state.memberships.some((one) => one.postId === seat.id && one.endedOn === null))
}

/** The next free seat: '' for the first, then 2, 3, … */
function freeSeat(seats: KnownPost[]): string {
  let number = 1
  while (seats.some((one) => one.seat === (number === 1 ? '' : String(number)))) number += 1
  return number === 1 ? '' : String(number)
}

function addDistrict({ state, plan, row }: PlanStep): void {
  if (row.divisionId === row.placeId || state.divisions.has(row.divisionId)) return
  state.divisions.add(row.divisionId)
  plan.divisions.push({
    id: row.divisionId,
    parentId: row.placeId,
    name: `${row.placeName}, ${/^\d/.test(row.district) ? `District ${row.district}` : row.district}`,
    slug: freeSlug(state, `${row.placeSlug}-district-${slugOf(row.district)}`),
  })
}

function slugBase(row: UnderstoodRow, seat: string): string {
  return [
    row.placeSlug,
    row.role === 'other' ? slugOf(row.title) : row.role,
    row.district && slugOf(/^\d/.test(row.district) ? `district ${row.district}` : row.district),
    seat && `seat-${slugOf(seat)}`,
  ]
    .filter(Boolean)
    .join('-')
}

function freeSlug({ slugs }: RosterState, base: string): string {
  let slug = base
  for (let number = 2; slugs.has(slug); number += 1) slug = `${base}-${number}`
  slugs.add(slug)
  return slug
}
