import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Role } from '#db/schema'
import { isOurRole, roleMac } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'

interface Given {
  organizerId: string
  groupId: string
  role: Role
}

/** Gives a role in a group, replacing the one held there. */
export async function giveRole(
  trx: Trx,
  keyring: Keyring,
  { organizerId, groupId, role }: Given,
  now: Date,
): Promise<void> {
  const row = { organizer_id: organizerId, group_id: groupId, role, since: now }
  const mac = roleMac(keyring, row)
  await trx
    .insertInto('organizer_role')
    .values({ ...row, mac })
    .onConflict((conflict) => conflict.columns(['organizer_id', 'group_id']).doUpdateSet({ role, since: now, mac }))
    .execute()
}

/**
 * Changes or removes a role. The last owner of the network stays owner: somebody must be able to let others in. Owners
 * who were written by hand in the database do not count.
 *
 * @param wanted.role the new one, or null to remove it; an account with no role left is removed and signed out
 */
export async function changeRole(
  trx: Trx,
  keyring: Keyring,
  wanted: { organizerId: string; groupId: string; role: Role | null },
  now: Date,
): Promise<{ outcome: 'changed' | 'last-owner' | 'not-there' }> {
  const { organizerId, groupId, role } = wanted
  const { rows } = await sql<{
    organizer_id: string
    group_id: string
    role: Role
    since: Date
    mac: Buffer | null
    kind: string
  }>`
    select organizer_id, group_id, role, since, organizer_role.mac, kind from organizer_role join member_group on member_group.id = group_id
    where group_id = ${groupId} for update of organizer_role
  `.execute(trx)
  const mine = rows.find((row) => row.organizer_id === organizerId)
  if (!mine) return { outcome: 'not-there' }
  const owners = rows.filter((row) => row.role === 'owner' && isOurRole(keyring, row))
  if (mine.kind === 'network' && role !== 'owner' && owners.length === 1 && owners[0] === mine)
    return { outcome: 'last-owner' }
  if (role) await giveRole(trx, keyring, { organizerId, groupId, role }, now)
  else {
    await trx
      .deleteFrom('organizer_role')
      .where('organizer_id', '=', organizerId)
      .where('group_id', '=', groupId)
      .execute()
    // The address becomes free again; the name stays, for the audit log.
    await sql`
      update organizer set removed_at = ${now}, email_index = sha256(id::text::bytea), password_hash = null, password_mac = null, sealed_totp = null
      where id = ${organizerId} and not exists (select from organizer_role where organizer_id = ${organizerId})
    `.execute(trx)
  }
  return { outcome: 'changed' }
}
