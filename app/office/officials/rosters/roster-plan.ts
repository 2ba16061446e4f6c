import type { ContactKind, OrganizationKind } from '#db/schema-officials'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'

/** What the database has for some places: the tables, reduced to what planning needs. */
export interface RosterState {
  divisions: Set<string>
  slugs: Set<string>
  organizations: { id: string; divisionId: string; kind: OrganizationKind; name: string }[]
  posts: KnownPost[]
  memberships: KnownMembership[]
  officials: { id: string; name: string; externalId: string | null }[]
  contacts: KnownContact[]
}

/** A post, reduced to what lists contain. */
export interface KnownPost {
  id: string
  organizationId: string
  role: string
  title: string
  district: string
  seat: string
  /** When it was last found vacant, by a list or by hand. */
  vacantOn: string | null
}

/** Who holds or held a post. */
export interface KnownMembership {
  id: string
  postId: string
  officialId: string
  startedOn: string | null
  termEndsOn: string | null
  endedOn: string | null
  sourceUrl: string
  checkedOn: string
}

/** A contact of a post, its organization or its holder. */
interface KnownContact {
  id: string
  ownerId: string
  kind: ContactKind
  value: string
  extension: string
  sourceUrl: string
  checkedOn: string
  status: string
}

/** What a line would change or has changed; keys under `officials.changes`. */
export type ChangeKind =
  | 'organization-added'
  | 'post-added'
  | 'took-office'
  | 'left-office'
  | 'found-vacant'
  | 'term-changed'
  | 'confirmed'
  | 'renamed'
  | 'past-added'
  | 'contact-added'
  | 'contact-confirmed'
  | 'contact-doubted'
  | 'newer-known'

/** One change, and what it is about. */
export interface Change {
  what: ChangeKind
  /** A name, a post or a contact, as data. */
  words: string
}

/**
 * Rows to write, in this order: divisions, organizations, posts, officials, ended memberships, current ones, vacancies,
 * contacts.
 */
export interface Plan {
  divisions: { id: string; parentId: string; name: string; slug: string }[]
  organizations: { id: string; divisionId: string; kind: OrganizationKind; name: string }[]
  posts: (KnownPost & { divisionId: string; slug: string })[]
  officials: { id: string; name: string; nameKey: string; externalId: string | null }[]
  memberships: KnownMembership[]
  vacancies: KnownPost[]
  contacts: (KnownContact & { owner: 'post' | 'organization' | 'official' })[]
  /** Posts whose public pages change. */
  postIds: Set<string>
}

/** A line being planned: the current state, the plan so far, and the line's own changes. */
export interface PlanStep {
  state: RosterState
  plan: Plan
  row: UnderstoodRow
  changes: Change[]
}

/** Replaces the row with this id, or adds it. */
export function put<Row extends { id: string }>(rows: Row[], row: Row): void {
  const index = rows.findIndex((one) => one.id === row.id)
  if (index < 0) rows.push(row)
  else rows[index] = row
}
