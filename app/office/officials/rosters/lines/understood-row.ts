import { z } from 'zod'
import { contactKinds, organizationKinds } from '#db/schema-officials'
import { nameKey } from '~/officials/posts/name-key'
import { postRoles } from '~/officials/posts/target'
import { type RosterField, rosterFields } from './roster-fields'

const heldBack = z.object({
  count: z.number(),
  /** The first of these lines. */
  lines: z.array(z.number()),
  /** Names of the places; empty when one of the lines may be about any place. */
  places: z.array(z.string()),
})

/**
 * Lines of a complete list that do not say who holds a post, and the places where nobody leaves office because of them.
 */
export type HeldBack = z.output<typeof heldBack>

const undoneRoster = z.object({
  /** Rows that were removed, and that were put back. */
  removed: z.number(),
  restored: z.number(),
  /** Rows that stay because somebody has changed them since, and because something is built on them. */
  changedSince: z.number(),
  builtOn: z.number(),
})

/** What came of undoing a list. */
export type UndoneRoster = z.output<typeof undoneRoster>

/** Defaults for the whole list, used where a line says nothing. */
export const rosterOptions = z.object({
  sourceUrl: z.string().default(''),
  checkedOn: z.string().default(''),
  state: z.string().default(''),
  /** City or county. */
  place: z.string().default(''),
  role: z.enum(['', ...postRoles]).default(''),
  organizationKind: z.enum(['', ...organizationKinds]).default(''),
  organization: z.string().default(''),
  /** Whether officials missing from the list have left office: their memberships in its bodies end. */
  isComplete: z.boolean().default(false),
  /** Set once the departures have been written. */
  hasEnded: z.boolean().default(false),
  ended: z.array(z.object({ name: z.string(), title: z.string() })).default([]),
  /** Set with `hasEnded`: why others have not been ended. */
  heldBack: heldBack.nullable().default(null),
  /** Set when the list was undone. */
  undone: undoneRoster.nullable().default(null),
})

/** The parsed options, with defaults filled in. */
export type RosterOptions = z.output<typeof rosterOptions>

/** Why a line is refused (`bad`), or what was left out of it; keys under `officials.reasons`. */
const rowReasons = [
  'line-too-long',
  'quote-left-open',
  'name-unclear',
  'state',
  'place',
  'place-only-mail',
  'place-not-found',
  'id-not-found',
  'no-cities',
  'place-ambiguous',
  'place-elsewhere',
  'place-other-state',
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

/** One of these reasons. */
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

/** @returns whether a line with this reason can still be imported, without the part it is about */
export const isLeftOut = (reason: RosterRowReason) => leftOut.has(reason)

const contact = z.object({
  owner: z.enum(['post', 'organization', 'official']),
  kind: z.enum(contactKinds),
  value: z.string(),
  extension: z.string(),
})

/** A parsed line; stored next to the original, for the report and so that the import does not parse it again. */
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
  /** '' when the list does not name the holder. */
  name: z.string(),
  externalId: z.string().nullable(),
  isVacant: z.boolean(),
  startedOn: z.string().nullable(),
  termEndsOn: z.string().nullable(),
  isPast: z.boolean(),
  sourceUrl: z.string(),
  checkedOn: z.string(),
  contacts: z.array(contact),
  /** Fields with content that the line did not need, such as a sheriff's city. */
  unused: z.array(z.enum(rosterFields)).default([]),
})

/** A parsed line, as the planner takes it. */
export type UnderstoodRow = z.output<typeof understoodRow>

/** Why a line is refused, or what was left out of it, and in which field. */
export interface Problem {
  reason: RosterRowReason
  field: RosterField | null
  /** The cell's content, shortened, or the candidates. */
  text: string
}

/** Returns a line's cell for a field; '' when there is no such column. */
export type Cell = (field: RosterField) => string

/** Records why a line is refused, or what is left out of it. */
export type Refuse = (reason: RosterRowReason, field: RosterField | null, text?: string) => void

/**
 * Identifies a seat that one person can hold at a time; null when a list may name several people for the same words.
 */
export function seatKey(row: UnderstoodRow): string | null {
  return row.isPast || isManySeated(row) ? null : postKey(row)
}

/** Whether several members represent the same whole place; a new name is then another seat, not a successor. */
export function isManySeated(row: Pick<UnderstoodRow, 'role' | 'district' | 'seat'>): boolean {
  return (
    (row.role === 'council-member' || row.role === 'county-supervisor') &&
    (row.district === '' || row.district === 'At-large') &&
    row.seat === ''
  )
}

/** Identifies a person in a seat and term; a second line with the same key is a repetition. */
export function lineKey(row: UnderstoodRow): string {
  const person = (row.externalId ?? nameKey(row.name)).toLowerCase()
  return [postKey(row), person, row.startedOn ?? '', row.termEndsOn ?? ''].join('|')
}

/** A place may have several bodies and posts of kind `other`, so those are identified by name and title. */
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
