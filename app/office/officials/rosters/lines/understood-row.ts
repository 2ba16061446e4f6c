import { z } from 'zod'
import { contactKinds, organizationKinds } from '#db/schema-officials'
import { nameKey } from '~/officials/posts/name-key'
import { postRoles } from '~/officials/posts/target'
import { type RosterField, rosterFields } from './roster-fields'

const heldBack = z.object({
  count: z.number(),
  /** The first of them. */
  lines: z.array(z.number()),
  /** Their names; none when a line may be about any. */
  places: z.array(z.string()),
})

/** Lines of a complete list that do not say who holds a post now, and the places where therefore nobody leaves office. */
export type HeldBack = z.output<typeof heldBack>

/** What is said about the whole list, where its lines say nothing. */
export const rosterOptions = z.object({
  sourceUrl: z.string().default(''),
  checkedOn: z.string().default(''),
  state: z.string().default(''),
  role: z.enum(['', ...postRoles]).default(''),
  organizationKind: z.enum(['', ...organizationKinds]).default(''),
  organization: z.string().default(''),
  /** Who is not in the list has left: memberships of its bodies end. */
  isComplete: z.boolean().default(false),
  /** Set once those who left have been ended. */
  hasEnded: z.boolean().default(false),
  ended: z.array(z.object({ name: z.string(), title: z.string() })).default([]),
  /** Once those who left have been ended: why there are no more of them. */
  heldBack: heldBack.nullable().default(null),
})

/** Them, with every gap filled. */
export type RosterOptions = z.output<typeof rosterOptions>

/** Why a line cannot be taken (`bad`), or what of it was left out; keys under `officials.reasons`. */
const rowReasons = [
  'line-too-long',
  'quote-left-open',
  'state',
  'place',
  'place-only-mail',
  'place-not-found',
  'id-not-found',
  'no-cities',
  'place-ambiguous',
  'place-elsewhere',
  'place-which',
  'place-differs',
  'place-needs-county',
  'place-needs-city',
  'place-is-state',
  'district-unclear',
  'district-differs',
  'district-not-theirs',
  'role',
  'role-not-local',
  'role-not-now',
  'role-staff',
  'role-special',
  'role-of-another-body',
  'organization',
  'nothing',
  'term-end',
  'source',
  'checked-on',
  'checked-later',
  'repeated',
  'seat-taken',
  'place-near',
  'not-understood',
  'phone',
  'email',
  'url',
  'address',
  'emergency',
  'started-on',
  'past-contacts',
] as const

/** One of them. */
export type RosterRowReason = (typeof rowReasons)[number]

const leftOut: ReadonlySet<RosterRowReason> = new Set([
  'place-near',
  'not-understood',
  'phone',
  'email',
  'url',
  'address',
  'emergency',
  'started-on',
  'past-contacts',
])

/** @returns whether a line with this reason can be taken all the same, without what it is about */
export const isLeftOut = (reason: RosterRowReason) => leftOut.has(reason)

const contact = z.object({
  owner: z.enum(['post', 'organization', 'official']),
  kind: z.enum(contactKinds),
  value: z.string(),
  extension: z.string(),
})

/** A line as it was understood; kept beside it, so that the report can show it and the run need not guess again. */
export const understoodRow = z.object({
  placeId: z.string(),
  placeName: z.string(),
  placeSlug: z.string(),
  divisionId: z.string(),
  organizationKind: z.enum(organizationKinds),
  organization: z.string(),
  role: z.enum(postRoles),
  title: z.string(),
  district: z.string(),
  seat: z.string(),
  /** '' for a post whose holder the list does not name. */
  name: z.string(),
  externalId: z.string().nullable(),
  isVacant: z.boolean(),
  startedOn: z.string().nullable(),
  termEndsOn: z.string().nullable(),
  isPast: z.boolean(),
  sourceUrl: z.string(),
  checkedOn: z.string(),
  contacts: z.array(contact),
  /** Fields that said something which this line had no use for, such as the city of a sheriff. */
  unused: z.array(z.enum(rosterFields)).default([]),
})

/** It, as the planner takes it. */
export type UnderstoodRow = z.output<typeof understoodRow>

/** Why a line cannot be taken, or what of it was left out, and where. */
export interface Problem {
  reason: RosterRowReason
  field: RosterField | null
  /** What stood there, cut short, or what it could be. */
  text: string
}

/** What a line says in a field; '' where it has no such column. */
export type Cell = (field: RosterField) => string

/** Notes why a line cannot be taken, or what of it is left out. */
export type Refuse = (reason: RosterRowReason, field: RosterField | null, text?: string) => void

/** One seat that only one person can hold at a time, or null where the list may name several for the same words. */
export function seatKey(row: UnderstoodRow): string | null {
  return row.isPast || isManySeated(row) ? null : postKey(row)
}

/** A body may have several members for the whole place: then a new name is another seat, not a successor. */
export function isManySeated(row: Pick<UnderstoodRow, 'role' | 'district' | 'seat'>): boolean {
  return (
    (row.role === 'council-member' || row.role === 'county-supervisor') &&
    (row.district === '' || row.district === 'At-large') &&
    row.seat === ''
  )
}

/** The same person in the same seat and term; a second line with this key says nothing new. */
export function lineKey(row: UnderstoodRow): string {
  const person = (row.externalId ?? nameKey(row.name)).toLowerCase()
  return [postKey(row), person, row.startedOn ?? '', row.termEndsOn ?? ''].join('|')
}

/** A body of another kind is told by its name, and another post by its title: a place has several of them. */
function postKey(row: UnderstoodRow): string {
  return [
    row.placeId,
    row.organizationKind,
    row.organizationKind === 'other' ? row.organization : '',
    row.role,
    row.role === 'other' ? row.title : '',
    row.district,
    row.seat,
  ]
    .join('|')
    .toLowerCase()
}
