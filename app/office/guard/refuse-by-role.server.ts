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
  /** `directory`: such groups report what is wrong with officials and places; `network`: it is a right of the network alone. */
  because: 'role' | 'directory' | 'network'
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

/**
 * An answer with 403 that says which role is needed, and whom to ask for it: owners of one's groups, and of those above.
 * Where the role is not what is missing, only owners of the network can help.
 */
export async function refuseByRole(office: Refused, right: Right): Promise<Response> {
  const { db, groups, roles } = office
  const above = new Set<string>()
  for (const { groupId } of roles)
    for (let at = groups.get(groupId); at; at = at.parentId ? groups.get(at.parentId) : undefined) above.add(at.id)
  const enough = roles.filter(({ role }) => carries(role, right))
  const isRole = enough.length === 0
  const asked = [...above].filter((id) => isRole || groups.get(id)!.kind === 'network')
  const people = await organizersIn(db, office, asked)
  const refused: RefusedByRole = {
    held: roles.map(({ role, groupId }) => ({ role, group: groups.get(groupId)!.name })),
    needs: leastRoleWith(right),
    lacking: enough.map(({ groupId }) => groups.get(groupId)!.name),
    because: isRole ? 'role' : right === 'edit-directory' ? 'directory' : 'network',
    ask: people
      .filter(
        ({ id, roles: held }) => id !== office.organizer.id && held.some((one) => one.role === 'owner' && one.isOurs),
      )
      .map(({ name }) => name),
  }
  return Response.json(refused, { status: 403, headers: { [byRoleHeader]: 'yes' } })
}
