import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Role } from '#db/schema'
import type { Language } from '~/i18n/language'
import { isOurRole, type OrganizerDetails, organizerIndex, sealOrganizer } from '~/office/guard/organizers.server'
import { roles } from '~/office/guard/rights'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'
import { giveRole } from './organizer-roles.server'

const goodForDays = 7

/** An open invitation. */
export interface Invitation {
  id: string
  groupId: string
  role: Role
  /** The address it was sent to; '' for a printed owner's link. */
  email: string
  expiresAt: Date
}

/** The token in an invitation's link; derived, so that the mail can be composed again. */
export function invitationToken(keyring: Keyring, id: string): string {
  return linkToken(keyring, `invitation ${id}`)
}

/**
 * Invites somebody by mail, valid for seven days. The mail is queued in the caller's transaction.
 *
 * @returns id of the invitation
 */
export async function invite(
  trx: Trx,
  keyring: Keyring,
  vault: Vault,
  wanted: { groupId: string; role: Role; email: string; language: Language; invitedBy: string },
  now: Date,
): Promise<string> {
  const id = randomUUID()
  await insert(
    trx,
    keyring,
    {
      id,
      groupId: wanted.groupId,
      role: wanted.role,
      invitedBy: wanted.invitedBy,
      sealed: sealText(vault.site(), sealedAs('invitation', id), wanted.email),
    },
    now,
  )
  const messageId = randomUUID()
  await trx
    .insertInto('message')
    .values({
      id: messageId,
      channel: 'mail',
      template: 'office-invitation',
      language: wanted.language,
      contact_id: null,
      invitation_id: id,
      person_id: null,
      signature_id: null,
      petition_id: null,
      campaign_id: null,
      once_key: `office-invitation ${id}`,
      link_hash: linkHash(linkToken(keyring, messageId)),
      due_at: now,
      claimed_at: null,
      sent_at: null,
      provider_id: null,
      failure: null,
      created_at: now,
    })
    .execute()
  return id
}

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
      .select(['id', 'token_hash', 'group_id', 'role', 'expires_at', 'mac'])
      .where('sealed', 'is', null)
      .where('invited_by', 'is', null)
      .where('role', '=', 'owner')
      .where('group_id', '=', network.id)
      .where('accepted_at', 'is', null)
      .where('withdrawn_at', 'is', null)
      .where('expires_at', '>', now)
      .execute()
    const open = waiting.find((one) => fitsMac(one.mac, invitationMac(keyring, one)))
    const id = open?.id ?? randomUUID()
    if (!open)
      await insert(trx, keyring, { id, groupId: network.id, role: 'owner', invitedBy: null, sealed: null }, now)
    return invitationToken(keyring, id)
  })
}

/** The invitation behind a link, or null when it is unknown, used, withdrawn, too old or not written by us. */
export async function findInvitation(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  token: string,
  now: Date,
): Promise<Invitation | null> {
  const row = await db
    .selectFrom('invitation')
    .selectAll()
    .where('token_hash', '=', linkHash(token))
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row && fitsMac(row.mac, invitationMac(keyring, row))
    ? {
        id: row.id,
        groupId: row.group_id,
        role: row.role,
        email: row.sealed ? openText(vault.site(), sealedAs('invitation', row.id), row.sealed) : '',
        expiresAt: row.expires_at,
      }
    : null
}

/** Mailed invitations of these groups that are still open. */
export async function openInvitations(db: Db, vault: Vault, groupIds: string[], now: Date): Promise<Invitation[]> {
  if (groupIds.length === 0) return []
  const rows = await db
    .selectFrom('invitation')
    .selectAll()
    .where('group_id', 'in', groupIds)
    .where('sealed', 'is not', null)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    groupId: row.group_id,
    role: row.role,
    email: openText(vault.site(), sealedAs('invitation', row.id), row.sealed!),
    expiresAt: row.expires_at,
  }))
}

export async function withdrawInvitation(trx: Trx, id: string, groupIds: string[], now: Date): Promise<boolean> {
  const done = await trx
    .updateTable('invitation')
    .set({ withdrawn_at: now, mac: null })
    .where('id', '=', id)
    .where('group_id', 'in', groupIds)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  if (done.numUpdatedRows !== 1n) return false
  await trx
    .updateTable('message')
    .set({ state: 'suppressed', failure: 'withdrawn' })
    .where('invitation_id', '=', id)
    .where('state', '=', 'queued')
    .execute()
  return true
}

/** Details of somebody who joins. The caller stores a passkey; a password comes hashed, with a sealed TOTP secret. */
export interface Joining extends OrganizerDetails {
  language: Language
  passwordHash: string | null
  /** Seals the secret of an authenticator app whose code was checked; null without a password. */
  sealTotp: ((organizerId: string) => Buffer) | null
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
  if (!(await isStillOpen(trx, invitation.id))) return { outcome: 'gone' }
  const made = await trx
    .insertInto('organizer')
    .values({
      id: organizerId,
      email_index: organizerIndex(keyring, joining.email),
      sealed: sealOrganizer(vault, organizerId, { name: joining.name, email: joining.email }),
      language: joining.language,
      password_hash: joining.passwordHash,
      sealed_totp: joining.sealTotp?.(organizerId) ?? null,
      created_at: now,
      removed_at: null,
    })
    .onConflict((conflict) => conflict.column('email_index').doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return { outcome: 'known-address' }
  await accept(trx, keyring, { invitation, organizerId }, now)
  return { outcome: 'joined', organizerId }
}

/** Accepts an invitation for somebody who has an account. A role that they hold already is never lowered. */
export async function acceptAs(
  trx: Trx,
  keyring: Keyring,
  accepting: { invitation: Invitation; organizerId: string },
  now: Date,
): Promise<'accepted' | 'gone'> {
  if (!(await isStillOpen(trx, accepting.invitation.id))) return 'gone'
  await accept(trx, keyring, accepting, now)
  return 'accepted'
}

/** Locks the invitation, so that it is accepted or withdrawn once. */
async function isStillOpen(trx: Trx, id: string): Promise<boolean> {
  const open = await trx
    .selectFrom('invitation')
    .select('id')
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return open !== undefined
}

async function accept(
  trx: Trx,
  keyring: Keyring,
  { invitation, organizerId }: { invitation: Invitation; organizerId: string },
  now: Date,
): Promise<void> {
  const { id, groupId, role } = invitation
  await trx.updateTable('invitation').set({ accepted_at: now, sealed: null, mac: null }).where('id', '=', id).execute()
  const held = await trx
    .selectFrom('organizer_role')
    .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
    .where('organizer_id', '=', organizerId)
    .where('group_id', '=', groupId)
    .forUpdate()
    .executeTakeFirst()
  // `roles` begins with the one that may do most.
  if (!held || !isOurRole(keyring, held) || roles.indexOf(role) < roles.indexOf(held.role))
    await giveRole(trx, keyring, { organizerId, groupId, role }, now)
}

async function insert(
  trx: Trx,
  keyring: Keyring,
  row: { id: string; groupId: string; role: Role; invitedBy: string | null; sealed: Buffer | null },
  now: Date,
): Promise<void> {
  const values = {
    id: row.id,
    token_hash: linkHash(invitationToken(keyring, row.id)),
    group_id: row.groupId,
    role: row.role,
    expires_at: new Date(now.getTime() + goodForDays * 86_400_000),
  }
  await trx
    .insertInto('invitation')
    .values({
      ...values,
      sealed: row.sealed,
      invited_by: row.invitedBy,
      created_at: now,
      accepted_at: null,
      withdrawn_at: null,
      mac: invitationMac(keyring, values),
    })
    .execute()
}

/** What an invitation opens: which role, where, until when. */
function invitationMac(
  keyring: Keyring,
  row: { id: string; token_hash: Buffer; group_id: string; role: Role; expires_at: Date },
): Buffer {
  return rowMac(keyring, 'invitation', [row.id, row.token_hash, row.group_id, row.role, row.expires_at])
}
