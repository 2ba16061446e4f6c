import { createHmac, randomUUID } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Role } from '#db/schema'
import type { InvitationTable } from '#db/schema-office'
import type { Language } from '~/i18n/language'
import { roles } from '~/office/guard/rights'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'

const goodForDays = 7
const listedAfterDays = 30

/** An open invitation. */
export interface Invitation {
  id: string
  groupId: string
  role: Role
  /** The address it was sent to; '' for a printed owner's link. */
  email: string
  language: Language
  /** The organizer who sent it; null for a printed owner's link. */
  invitedBy: string | null
  expiresAt: Date
}

/** The token in an invitation's link; derived, so that the mail can be composed again. */
export function invitationToken(keyring: Keyring, id: string): string {
  return linkToken(keyring, `invitation ${id}`)
}

/**
 * Invites somebody by mail, valid for seven days. There is one open invitation for an address in a group: whoever is
 * invited again gets the same link by mail again, unless a mail still waits, with the new role and seven more days; a new
 * link for a higher role. The mail is queued in the caller's transaction.
 *
 * @param wanted.email lower-cased
 * @param wanted.why the mail's own first paragraph: why they are invited, when they asked for it
 * @returns id of the invitation, and the role of the open one that it renews; null when there was none
 */
export async function invite(
  trx: Trx,
  keyring: Keyring,
  vault: Vault,
  wanted: { groupId: string; role: Role; email: string; language: Language; invitedBy: string; why?: string },
  now: Date,
): Promise<{ id: string; renewed: Role | null }> {
  const { groupId, role, email, language, invitedBy } = wanted
  const sealed = (id: string) => sealText(vault.site(), sealedAs('invitation', id), email)
  const addressed = { sealed, index: addressIndex(keyring, email) }
  const { id, renewed } = await writeInvitation(trx, keyring, { groupId, role, invitedBy, language, addressed }, now)
  await mailInvitation(trx, keyring, vault, { id, language, why: wanted.why }, now)
  return { id, renewed }
}

/**
 * Sends an invitation again, valid for seven more days, also one that ran out.
 *
 * @returns false when none of these groups has it open
 */
export async function inviteAgain(
  trx: Trx,
  keyring: Keyring,
  vault: Vault,
  { id, groupIds, by }: { id: string; groupIds: string[]; by: string },
  now: Date,
): Promise<boolean> {
  const found = (await openInvitations(trx, { keyring, vault }, groupIds, now)).find((one) => one.id === id)
  if (!found) return false
  const { groupId, role, email, language } = found
  await invite(trx, keyring, vault, { groupId, role, email, language, invitedBy: by }, now)
  return true
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
  return row && fitsMac(row.mac, invitationMac(keyring, row)) ? opened(vault, row) : null
}

function opened(vault: Vault, row: Selectable<InvitationTable>): Invitation {
  return {
    id: row.id,
    groupId: row.group_id,
    role: row.role,
    email: row.sealed ? openText(vault.site(), sealedAs('invitation', row.id), row.sealed) : '',
    language: row.language,
    invitedBy: row.invited_by,
    expiresAt: row.expires_at,
  }
}

/** Mailed invitations of these groups that nobody has accepted or withdrawn, also those that ran out in the last 30 days. */
export async function openInvitations(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  groupIds: string[],
  now: Date,
): Promise<Invitation[]> {
  if (groupIds.length === 0) return []
  const rows = await db
    .selectFrom('invitation')
    .selectAll()
    .where('group_id', 'in', groupIds)
    .where('sealed', 'is not', null)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', new Date(now.getTime() - listedAfterDays * 86_400_000))
    .orderBy('created_at', 'desc')
    .execute()
  // One that was written by hand opens nothing, and must not be sent again.
  return rows.filter((row) => fitsMac(row.mac, invitationMac(keyring, row))).map((row) => opened(vault, row))
}

export async function withdrawInvitation(trx: Trx, id: string, groupIds: string[], now: Date): Promise<boolean> {
  const done = await trx
    .updateTable('invitation')
    .set({ withdrawn_at: now, address_index: null, mac: null })
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

/**
 * Writes an invitation, valid for seven days, or renews the open one of the address. A higher role takes a new link, and
 * the old one opens nothing anymore.
 *
 * @param wanted.addressed null for a printed owner's link
 * @returns its id, and the role of the one that it renews; null when there was none
 */
export async function writeInvitation(
  trx: Trx,
  keyring: Keyring,
  wanted: {
    groupId: string
    role: Role
    invitedBy: string | null
    language: Language
    addressed: { sealed: (id: string) => Buffer; index: Buffer } | null
  },
  now: Date,
): Promise<{ id: string; renewed: Role | null }> {
  const id = randomUUID()
  const expiresAt = new Date(now.getTime() + goodForDays * 86_400_000)
  const renewed = wanted.addressed && (await lockRenewable(trx, keyring, wanted.groupId, wanted.addressed.index, now))
  // `roles` begins with the one that may do most. The old mail, whoever has it, must not open more than it said.
  if (renewed && roles.indexOf(wanted.role) < roles.indexOf(renewed.role))
    await withdrawInvitation(trx, renewed.id, [wanted.groupId], now)
  const row = await trx
    .insertInto('invitation')
    .values({
      id,
      token_hash: linkHash(invitationToken(keyring, id)),
      group_id: wanted.groupId,
      role: wanted.role,
      sealed: wanted.addressed?.sealed(id) ?? null,
      address_index: wanted.addressed?.index ?? null,
      invited_by: wanted.invitedBy,
      language: wanted.language,
      created_at: now,
      expires_at: expiresAt,
      accepted_at: null,
      withdrawn_at: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['group_id', 'address_index'])
        .where('accepted_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .doUpdateSet({
          role: wanted.role,
          invited_by: wanted.invitedBy,
          language: wanted.language,
          expires_at: expiresAt,
        }),
    )
    .returning(invitationColumns)
    .executeTakeFirstOrThrow()
  if (row.id !== id && row.id !== renewed?.id) throw new Error('an invitation was written by hand in the meantime')
  await trx
    .updateTable('invitation')
    .set({ mac: invitationMac(keyring, row) })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, renewed: renewed?.role ?? null }
}

/**
 * The open invitation of an address, locked. One that was not written by us is withdrawn: renewing it would make it ours.
 *
 * @returns null when there is none
 */
async function lockRenewable(
  trx: Trx,
  keyring: Keyring,
  groupId: string,
  index: Buffer,
  now: Date,
): Promise<{ id: string; role: Role } | null> {
  // Two who invite one address at once take turns.
  await sql`select pg_advisory_xact_lock(hashtext(${`invitation ${groupId} ${index.toString('hex')}`}))`.execute(trx)
  const open = await trx
    .selectFrom('invitation')
    .select(invitationColumns)
    .where('group_id', '=', groupId)
    .where('address_index', '=', index)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!open) return null
  if (fitsMac(open.mac, invitationMac(keyring, open))) return open
  await trx
    .updateTable('invitation')
    .set({ withdrawn_at: now, address_index: null, mac: null })
    .where('id', '=', open.id)
    .execute()
  return null
}

async function mailInvitation(
  trx: Trx,
  keyring: Keyring,
  vault: Vault,
  { id, language, why }: { id: string; language: Language; why: string | undefined },
  now: Date,
): Promise<void> {
  const waiting = await trx
    .selectFrom('message')
    .select('id')
    .where('invitation_id', '=', id)
    .where('state', 'in', ['queued', 'sending', 'deferred'])
    .executeTakeFirst()
  if (waiting) return
  const messageId = randomUUID()
  await trx
    .insertInto('message')
    .values({
      id: messageId,
      channel: 'mail',
      template: 'office-invitation',
      language,
      invitation_id: id,
      sealed_body: why ? sealText(vault.site(), sealedAs('message', messageId, 'body'), why) : null,
      campaign_id: null,
      once_key: `office-invitation ${messageId}`,
      link_hash: linkHash(linkToken(keyring, messageId)),
      due_at: now,
      created_at: now,
    })
    .execute()
}

function addressIndex(keyring: Keyring, email: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`invitation ${email}`).digest()
}

/** What the MAC of an invitation covers. */
export type InvitationRow = {
  id: string
  token_hash: Buffer
  group_id: string
  role: Role
  expires_at: Date
  address_index: Buffer | null
}

/** The columns of `InvitationRow`, and its MAC. */
export const invitationColumns = ['id', 'token_hash', 'group_id', 'role', 'expires_at', 'address_index', 'mac'] as const

/** What an invitation opens: which role, where, until when, for whom. */
export function invitationMac(keyring: Keyring, row: InvitationRow): Buffer {
  const { id, token_hash, group_id, role, expires_at, address_index } = row
  // Printed links, and invitations from before there was an index, have none.
  return rowMac(keyring, 'invitation', [
    id,
    token_hash,
    group_id,
    role,
    expires_at,
    ...(address_index ? [address_index] : []),
  ])
}
