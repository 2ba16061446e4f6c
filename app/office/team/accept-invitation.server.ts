import type { Trx } from '#db/client'
import type { Role } from '#db/schema'
import type { Language } from '~/i18n/language'
import { isOurRole, type OrganizerDetails, organizerIndex, sealOrganizer } from '~/office/guard/organizers.server'
import { roles } from '~/office/guard/rights'
import type { Keyring } from '~/vault/keyring'
import type { Vault } from '~/vault/open.server'
import { fitsMac } from '~/vault/row-mac.server'
import { type Invitation, invitationColumns, invitationMac } from './invitations.server'
import { giveRole } from './organizer-roles.server'
import { passwordColumns } from './password.server'

/** Details of somebody who joins. The caller stores a passkey; a password comes hashed, with a sealed TOTP secret. */
export interface Joining extends OrganizerDetails {
  language: Language
  passwordHash: string | null
  /** Seals the secret of an authenticator app whose code was checked; null without a password. */
  sealTotp: ((organizerId: string) => Buffer) | null
  /** The step of that code, which is then used up. */
  totpStep: number | null
}

/**
 * `known-address`: there is one account per address, however often it is invited. The invitation stays open, and the
 * account's owner can accept it after signing in.
 */
export type Joined = { outcome: 'joined'; organizerId: string } | { outcome: 'gone' } | { outcome: 'known-address' }

/** Accepts an invitation, once: creates the account and gives it its role. */
export async function join(
  trx: Trx,
  keyring: Keyring,
  vault: Vault,
  invitation: Invitation,
  organizerId: string,
  joining: Joining,
  now: Date,
): Promise<Joined> {
  if (!(await isStillOpen(trx, keyring, invitation, now))) return { outcome: 'gone' }
  const made = await trx
    .insertInto('organizer')
    .values({
      id: organizerId,
      email_index: organizerIndex(keyring, joining.email),
      sealed: sealOrganizer(vault, organizerId, { name: joining.name, email: joining.email }),
      language: joining.language,
      ...passwordColumns(keyring, organizerId, joining.passwordHash),
      sealed_totp: joining.sealTotp?.(organizerId) ?? null,
      totp_step: String(joining.totpStep ?? 0),
      created_at: now,
      removed_at: null,
    })
    .onConflict((conflict) => conflict.column('email_index').doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return { outcome: 'known-address' }
  await accept(trx, keyring, { invitation, organizerId }, now)
  return { outcome: 'joined', organizerId }
}

/**
 * Accepts an invitation for somebody who has an account. A role that they hold already is never lowered.
 *
 * @returns the role that they hold now
 */
export async function acceptAs(
  trx: Trx,
  keyring: Keyring,
  accepting: { invitation: Invitation; organizerId: string },
  now: Date,
): Promise<{ outcome: 'accepted'; role: Role } | { outcome: 'gone' }> {
  if (!(await isStillOpen(trx, keyring, accepting.invitation, now))) return { outcome: 'gone' }
  return { outcome: 'accepted', role: await accept(trx, keyring, accepting, now) }
}

/** Locks the invitation, so that it is accepted or withdrawn once, and sees that it is still what was read before. */
async function isStillOpen(trx: Trx, keyring: Keyring, read: Invitation, now: Date): Promise<boolean> {
  const open = await trx
    .selectFrom('invitation')
    .select(invitationColumns)
    .where('id', '=', read.id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .forUpdate()
    .executeTakeFirst()
  // Whoever was invited again meanwhile may have been given another role.
  return (
    open !== undefined &&
    open.role === read.role &&
    open.group_id === read.groupId &&
    fitsMac(open.mac, invitationMac(keyring, open))
  )
}

/** @returns the role that they hold now */
async function accept(
  trx: Trx,
  keyring: Keyring,
  { invitation, organizerId }: { invitation: Invitation; organizerId: string },
  now: Date,
): Promise<Role> {
  const { id, groupId, role } = invitation
  await trx
    .updateTable('invitation')
    .set({ accepted_at: now, sealed: null, address_index: null, mac: null })
    .where('id', '=', id)
    .execute()
  const held = await trx
    .selectFrom('organizer_role')
    .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
    .where('organizer_id', '=', organizerId)
    .where('group_id', '=', groupId)
    .forUpdate()
    .executeTakeFirst()
  // `roles` begins with the one that may do most.
  if (held && isOurRole(keyring, held) && roles.indexOf(held.role) <= roles.indexOf(role)) return held.role
  await giveRole(trx, keyring, { organizerId, groupId, role }, now)
  return role
}
