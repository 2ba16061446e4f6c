import { randomUUID } from 'node:crypto'
import type { UnderstoodRow } from '~/office/officials/rosters/lines/understood-row'
import { reach } from './plan-contacts'
import { holdPost } from './plan-holders'
import { postOf } from './plan-posts'
import type { Change, Plan, PlanStep, RosterState } from './roster-plan'

/** `plan` collects changed and new rows, all of them complete; the writer inserts or updates by id. */
export interface Planner {
  add(row: UnderstoodRow): Change[]
  plan: Plan
}

/**
 * Decides what lines change, without a database; used by both the dry run and the real run. Older data never overwrites
 * newer data, nothing is deleted, and adding the same line again changes nothing.
 *
 * @param state mutated as lines are added
 */
export function openPlanner(state: RosterState): Planner {
  const plan: Plan = {
    divisions: [],
    organizations: [],
    posts: [],
    officials: [],
    memberships: [],
    vacancies: [],
    contacts: [],
    postIds: new Set(),
  }
  return {
    plan,
    add(row) {
      const step: PlanStep = { state, plan, row, changes: [] }
      const organization = organizationOf(step)
      const post = postOf(step, organization.id)
      const official = row.isPast || row.name || row.isVacant ? holdPost(step, post) : null
      const owners = { post: post.id, organization: organization.id, official }
      for (const contact of row.contacts) {
        const ownerId = owners[contact.owner]
        if (ownerId) reach(step, ownerId, contact)
      }
      if (step.changes.length > 0) plan.postIds.add(post.id)
      return step.changes
    },
  }
}

function organizationOf({ state, plan, row, changes }: PlanStep): Plan['organizations'][number] {
  const here = state.organizations.filter((one) => one.divisionId === row.placeId && one.kind === row.organizationKind)
  // A place has one sheriff's office and one council, whatever a list calls them. Kind `other` is matched by name only.
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
