import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '#db/client'
import type { Role } from '#db/schema'
import type { Language } from '~/i18n/language'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'

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
  await insertInvitation(
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

/** Writes an invitation, valid for seven days. */
export async function insertInvitation(
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
export function invitationMac(
  keyring: Keyring,
  row: { id: string; token_hash: Buffer; group_id: string; role: Role; expires_at: Date },
): Buffer {
  return rowMac(keyring, 'invitation', [row.id, row.token_hash, row.group_id, row.role, row.expires_at])
}
