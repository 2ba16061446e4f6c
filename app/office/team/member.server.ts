import type { Office } from '~/office/guard/guard.server'
import { openOrganizer, rolesOf } from '~/office/guard/organizers.server'
import { paths } from '~/paths'
import { uuidOf } from './team.server'
import { letIn } from './way-back.server'

/** An organizer in groups that this organizer manages. */
interface Member {
  id: string
  name: string
  email: string
  groupId: string
  isYou: boolean
  /** They also work in a group out of reach: letting them back in would open that group too. */
  isBeyond: boolean
  hasPassword: boolean
}

/** What the page of one organizer shows. */
export async function readMember(office: Office) {
  const member = await findMember(office)
  const rows = await office.db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at', 'used_at'])
    .where('organizer_id', '=', member.id)
    .orderBy('created_at')
    .execute()
  return {
    ...member,
    passkeys: rows.map((key) => ({
      id: key.id,
      name: key.name,
      createdOn: key.created_at.toISOString(),
      usedOn: key.used_at?.toISOString() ?? null,
    })),
  }
}

export type MemberChanged = { outcome: 'changed' } | { outcome: 'link'; url: string } | { outcome: 'beyond' }

/** Lets an organizer back in, or removes one of their passkeys; both are audited. The link is returned only here. */
export async function changeMember(office: Office, fields: Record<string, string>): Promise<MemberChanged> {
  const member = await findMember(office)
  if (member.isYou || member.isBeyond) return { outcome: 'beyond' }
  const ofThem = { groupId: member.groupId, subject: member.id }
  switch (fields.intent) {
    case 'let-in': {
      const token = await office.db.transaction().execute(async (trx) => {
        await office.audit({ ...ofThem, act: 'let-in-again' }, trx)
        return letIn(trx, office.keyring, { organizerId: member.id, madeBy: office.organizer.id }, office.now)
      })
      return { outcome: 'link', url: `${office.env.officeUrl}${paths.office.recover(token)}` }
    }
    case 'remove-passkey':
      await office.db.transaction().execute(async (trx) => {
        const removed = await trx
          .deleteFrom('passkey')
          .where('id', '=', uuidOf(fields.id))
          .where('organizer_id', '=', member.id)
          .executeTakeFirst()
        if (removed.numDeletedRows === 1n) await office.audit({ ...ofThem, act: 'removed-passkey' }, trx)
      })
      return { outcome: 'changed' }
    default:
      throw new Response(null, { status: 400 })
  }
}

/** @throws 404 when they work in none of this organizer's groups */
async function findMember(office: Office): Promise<Member> {
  const id = uuidOf(office.params.organizer)
  const row = await office.db
    .selectFrom('organizer')
    .select(['sealed', 'password_hash'])
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  const held = row ? await rolesOf(office.db, office.keyring, id, office.noteForgedRole) : []
  const ours = held.filter(({ groupId }) => office.may('manage-organizers', groupId))
  if (!row || !ours[0]) throw new Response(null, { status: 404 })
  return {
    id,
    ...openOrganizer(office.vault, { id, sealed: row.sealed }),
    groupId: ours[0].groupId,
    isYou: id === office.organizer.id,
    isBeyond: ours.length < held.length,
    hasPassword: row.password_hash !== null,
  }
}
