import type { Db } from '#db/client'
import type { Role } from '#db/schema'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { organizersIn } from './organizers.server'
import { carries, type Group, leastRoleWith, type Right, type RoleIn } from './rights'

/** Why a page was refused: what the page with that news says. */
export interface RefusedByRole {
  held: { role: Role; group: string }[]
  needs: Role
  /** Names of groups where they have a role that would do, but which do not have the right themselves. */
  lacking: string[]
  /**
   * `group`: their role is not one in the group that it takes. `directory`: such groups report what is wrong with officials
   * and places. `network`: it is a right of the network alone.
   */
  because: 'role' | 'group' | 'directory' | 'network'
  /** Name of the group in which the role is needed, for `group`. */
  where: string | null
  /** Names of owners who can give that role, or the group its right. */
  ask: string[]
}

interface Refused {
  db: Db
  keyring: Keyring
  vault: Vault
  organizer: { id: string }
  groups: ReadonlyMap<string, Group>
  roles: RoleIn[]
}

/** Header of such an answer. When no page shows the reason, the server shows it. */
export const byRoleHeader = 'firme-refused-by-role'

/** On a refusal by the work itself: the right and the group in which it is missing. */
const missingHeader = 'firme-missing-right'

/** What work throws when somebody may not do this in a group. The guard answers it with `refuseByRole`. */
export function withoutRight(right: Right, groupId: string): Response {
  return new Response(null, { status: 403, headers: { [missingHeader]: `${right} ${groupId}` } })
}

/** The right and group that work found missing; null for anything else that it threw. */
export function missingRight(thrown: unknown): { right: Right; groupId: string } | null {
  const [right, groupId] = (thrown instanceof Response && thrown.headers.get(missingHeader)?.split(' ')) || []
  return right && groupId ? { right: right as Right, groupId } : null
}

/**
 * An answer with 403 that says which role is needed, and whom to ask for it: owners of one's groups, and of those above.
 * Where the role is not what is missing, only owners of the network can help.
 *
 * @param where the group that it takes the right in; null: any
 */
export async function refuseByRole(office: Refused, right: Right, where: string | null): Promise<Response> {
  const { db, groups, roles } = office
  const above = new Set<string>()
  for (const groupId of where ? [where] : roles.map((one) => one.groupId))
    for (let at = groups.get(groupId); at; at = at.parentId ? groups.get(at.parentId) : undefined) above.add(at.id)
  const enough = roles.filter(({ role }) => carries(role, right))
  const isRole = enough.length === 0
  const isOfGroup = where !== null && groups.get(where)!.kind !== 'network' && !isRole && right !== 'edit-directory'
  const asked = [...above].filter((id) => isRole || isOfGroup || groups.get(id)!.kind === 'network')
  const people = await organizersIn(db, office, asked)
  const refused: RefusedByRole = {
    held: roles.map(({ role, groupId }) => ({ role, group: groups.get(groupId)!.name })),
    needs: leastRoleWith(right),
    lacking: enough.map(({ groupId }) => groups.get(groupId)!.name),
    because: isRole ? 'role' : right === 'edit-directory' ? 'directory' : isOfGroup ? 'group' : 'network',
    where: isOfGroup ? groups.get(where)!.name : null,
    ask: people
      .filter(
        ({ id, roles: held }) => id !== office.organizer.id && held.some((one) => one.role === 'owner' && one.isOurs),
      )
      .map(({ name }) => name),
  }
  return Response.json(refused, { status: 403, headers: { [byRoleHeader]: 'yes' } })
}
