import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isOurRole } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { fitsMac } from '~/vault/row-mac.server'
import { invitationColumns, invitationMac, invitationToken, writeInvitation } from './invitations.server'

/**
 * The link for the first owner; null when there is an owner already. Returns the same link until it is used or a week
 * old.
 *
 * @param isAnother makes a link even if there is an owner
 */
export async function ownerLink(db: Db, keyring: Keyring, isAnother: boolean, now: Date): Promise<string | null> {
  return db.transaction().execute(async (trx) => {
    await sql`lock table invitation in exclusive mode`.execute(trx)
    const network = await trx
      .selectFrom('member_group')
      .select('id')
      .where('kind', '=', 'network')
      .executeTakeFirstOrThrow()
    const owners = await trx
      .selectFrom('organizer_role')
      .innerJoin('organizer', 'organizer.id', 'organizer_role.organizer_id')
      .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
      .where('role', '=', 'owner')
      .where('group_id', '=', network.id)
      .where('removed_at', 'is', null)
      .execute()
    if (!isAnother && owners.some((owner) => isOurRole(keyring, owner))) return null
    const waiting = await trx
      .selectFrom('invitation')
      .select(invitationColumns)
      .where('sealed', 'is', null)
      .where('invited_by', 'is', null)
      .where('role', '=', 'owner')
      .where('group_id', '=', network.id)
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', now)
      .execute()
    const open = waiting.find((one) => fitsMac(one.mac, invitationMac(keyring, one)))
    const made = { groupId: network.id, role: 'owner', invitedBy: null, language: 'en', addressed: null } as const
    const id = open?.id ?? (await writeInvitation(trx, keyring, made, now)).id
    return invitationToken(keyring, id)
  })
}
