import type { ContactKind, OrganizationKind } from '#db/schema-officials'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'

/** What is known of some places before lines are written: the tables, narrowed to what planning looks at. */
export interface RosterState {
  divisions: Set<string>
  slugs: Set<string>
  organizations: { id: string; divisionId: string; kind: OrganizationKind; name: string }[]
  posts: KnownPost[]
  memberships: KnownMembership[]
  officials: { id: string; name: string; externalId: string | null }[]
  contacts: KnownContact[]
}

/** A post, as far as lists speak of it. */
export interface KnownPost {
  id: string
  organizationId: string
  role: string
  title: string
  district: string
  seat: string
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

/** A way of reaching a post, its organization or its holder. */
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

/** One thing a line would do or did; keys under `officials.changes`. */
export type ChangeKind =
  | 'organization-added'
  | 'post-added'
  | 'took-office'
  | 'left-office'
  | 'term-changed'
  | 'confirmed'
  | 'renamed'
  | 'past-added'
  | 'contact-added'
  | 'contact-confirmed'
  | 'contact-doubted'
  | 'newer-known'

/** It, and of what. */
export interface Change {
  what: ChangeKind
  /** A name, a post or a contact, as data. */
  words: string
}

/** Rows to write, in this order: divisions, organizations, posts, officials, memberships that change, new ones, contacts. */
export interface Plan {
  divisions: { id: string; parentId: string; name: string; slug: string }[]
  organizations: { id: string; divisionId: string; kind: OrganizationKind; name: string }[]
  posts: (KnownPost & { divisionId: string; slug: string })[]
  officials: { id: string; name: string; nameKey: string; externalId: string | null }[]
  memberships: KnownMembership[]
  contacts: (KnownContact & { owner: 'post' | 'organization' | 'official' })[]
  /** Posts whose public pages change. */
  postIds: Set<string>
}

/** A line while it is planned: what is known, what is to be written by now, and what the line itself changes. */
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
