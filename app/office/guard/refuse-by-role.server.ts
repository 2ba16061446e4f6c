import type { Db } from '#db/client'
import type { Role } from '#db/schema'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { organizersIn } from './organizers.server'
import { type Group, leastRoleWith, type Right, type RoleIn } from './rights'

/** Why a page was refused: what the page with that news says. */
export interface RefusedByRole {
  held: { role: Role; group: string }[]
  needs: Role
  /** Names of owners who can give that role. */
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

/** An answer with 403 that says which role is needed, and whom to ask for it: owners of one's groups, and of those above. */
export async function refuseByRole(office: Refused, right: Right): Promise<Response> {
  const { db, groups, roles } = office
  const above = new Set<string>()
  for (const { groupId } of roles)
    for (let at = groups.get(groupId); at; at = at.parentId ? groups.get(at.parentId) : undefined) above.add(at.id)
  const people = await organizersIn(db, office, [...above])
  const refused: RefusedByRole = {
    held: roles.map(({ role, groupId }) => ({ role, group: groups.get(groupId)!.name })),
    needs: leastRoleWith(right),
    ask: people
      .filter(
        ({ id, roles: held }) => id !== office.organizer.id && held.some((one) => one.role === 'owner' && one.isOurs),
      )
      .map(({ name }) => name),
  }
  return Response.json(refused, { status: 403, headers: { [byRoleHeader]: 'yes' } })
}
