import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Role } from '#db/schema'
import { isOurRole, openOrganizer, organizerIndex, roleMac } from '~/office/guard/organizers.server'
import { roles } from '~/office/guard/rights'
import { endSessions } from '~/office/guard/sessions.server'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'

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
 * @returns `was`: the role before
 */
export async function changeRole(
  trx: Trx,
  keyring: Keyring,
  wanted: { organizerId: string; groupId: string; role: Role | null },
  now: Date,
): Promise<{ outcome: 'changed'; was: Role } | { outcome: 'last-owner' } | { outcome: 'not-there' }> {
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
  return { outcome: 'changed', was: mine.role }
}

/** Hours in which access that was taken away can be given back. */
const undoHours = 24

/**
 * Gives somebody back the role in a group that was taken away in the last day, as the activity log has it, and the
 * account if it was removed with it. Sessions stay ended. Passkeys and recovery codes work again; a password was erased
 * and does not come back.
 *
 * @returns `given`: the role, and whether they have a way in; `address-taken` when somebody has joined with their address
 *   since; `not-there` when nothing was taken away from them there
 */
export async function giveBack(
  trx: Trx,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  { organizerId, groupId }: Omit<Given, 'role'>,
  now: Date,
): Promise<{ outcome: 'given'; role: Role; hasWayIn: boolean } | { outcome: 'address-taken' | 'not-there' }> {
  const taken = await trx
    .selectFrom('audit')
    .select('subject')
    .where('act', '=', 'removed-organizer')
    .where('group_id', '=', groupId)
    .where('subject', 'like', `${organizerId}%`)
    .where('at', '>', new Date(now.getTime() - undoHours * 3_600_000))
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  const role = roles.find((one) => taken?.subject === `${organizerId} none ${one}`)
  const row = await trx
    .selectFrom('organizer')
    .select(['id', 'sealed', 'removed_at'])
    .where('id', '=', organizerId)
    .forUpdate()
    .executeTakeFirst()
  if (!role || !row) return { outcome: 'not-there' }
  const held = await trx
    .selectFrom('organizer_role')
    .select('role')
    .where('organizer_id', '=', organizerId)
    .where('group_id', '=', groupId)
    .executeTakeFirst()
  if (held) return { outcome: 'not-there' }
  if (row.removed_at) {
    const index = organizerIndex(keyring, openOrganizer(vault, row).email)
    // The address is unique: somebody who joins with it at the same moment waits for this transaction, or it for them.
    const { numUpdatedRows } = await trx
      .updateTable('organizer')
      .set({ removed_at: null, email_index: index })
      .where('id', '=', organizerId)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('organizer as other').select('other.id').where('other.email_index', '=', index))),
      )
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) return { outcome: 'address-taken' }
    await endSessions(trx, organizerId, {}, now)
  }
  await giveRole(trx, keyring, { organizerId, groupId, role }, now)
  const { rows } = await sql`
    select from passkey where organizer_id = ${organizerId}
    union all select from organizer where id = ${organizerId} and password_hash is not null
  `.execute(trx)
  return { outcome: 'given', role, hasWayIn: rows.length > 0 }
}
