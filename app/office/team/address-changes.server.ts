import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import type { Template } from '~/queue/outbox/message'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'
import { openText, sealText } from '~/vault/open.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'

const goodForHours = 24
/** How often one organizer may ask in 24 hours, and how often one address may be asked, by whomever. */
export const mostAsked = 5

/** An address that waits to be confirmed by whoever reads its mail. */
export interface AddressChange {
  id: string
  /** The group whose mail is to come from it; null: it is for the organizer's own account. */
  groupId: string | null
  address: string
}

/**
 * Mails a link to an address that somebody wants to use. It is used once its link is opened, within 24 hours: by the same
 * organizer, or for a group by any of those who manage it. An earlier link for the same purpose stops working.
 *
 * @returns `too-often`: that is as often as we may ask today; nothing has changed
 */
export async function askToConfirm(
  trx: Trx,
  office: Office,
  { groupId, address }: Omit<AddressChange, 'id'>,
): Promise<'asked' | 'too-often'> {
  const { keyring, vault, organizer, now } = office
  if (await isAskedTooOften(trx, office, address)) return 'too-often'
  await dropChanges(trx, { organizerId: organizer.id, groupId }, now)
  const id = await queueMail(trx, office, {
    template: groupId === null ? 'confirm-address' : 'confirm-sender',
    groupId,
    to: address,
  })
  const row = {
    id,
    token_hash: linkHash(linkToken(keyring, id)),
    organizer_id: organizer.id,
    group_id: groupId,
    sealed: sealText(vault.site(), sealedAs('address_change', id), address),
    expires_at: new Date(now.getTime() + goodForHours * 3_600_000),
  }
  await trx
    .insertInto('address_change')
    .values({ ...row, created_at: now, used_at: null, mac: changeMac(keyring, row) })
    .execute()
  return 'asked'
}

/** Addresses are sealed: all of the last day are opened, a few for each organizer. */
async function isAskedTooOften(trx: Trx, { vault, organizer, now }: Office, address: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('address changes'))`.execute(trx)
  const rows = await trx
    .selectFrom('address_change')
    .select(['id', 'organizer_id', 'sealed'])
    .where('created_at', '>', new Date(now.getTime() - 86_400_000))
    .execute()
  const own = rows.filter((row) => row.organizer_id === organizer.id)
  const there = rows.filter((row) => openText(vault.site(), sealedAs('address_change', row.id), row.sealed) === address)
  return Math.max(own.length, there.length) >= mostAsked
}

/**
 * Queues a mail about an address or a group's sender.
 *
 * @param mail.to another address than that of the organizer's account
 * @returns its id
 */
export async function queueMail(
  trx: Trx,
  { keyring, vault, organizer, session, now }: Office,
  mail: { template: Template; groupId: string | null; to?: string },
): Promise<string> {
  const id = randomUUID()
  await trx
    .insertInto('message')
    .values({
      id,
      channel: 'mail',
      template: mail.template,
      language: session.language,
      organizer_id: organizer.id,
      campaign_id: null,
      sealed_body: mail.to ? sealText(vault.site(), sealedAs('message', id, 'body'), mail.to) : null,
      once_key: `${mail.template} ${id}`,
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: now,
      created_at: now,
    })
    .execute()
  if (mail.groupId !== null)
    await trx.insertInto('sender_message').values({ message_id: id, group_id: mail.groupId }).execute()
  return id
}

/** Ends the links for an organizer's own address, or for a group's. Their mails that still wait are not sent. */
export async function dropChanges(
  trx: Trx,
  { organizerId, groupId }: { organizerId: string; groupId: string | null },
  now: Date,
): Promise<void> {
  const dropped = await trx
    .updateTable('address_change')
    .set({ used_at: now, mac: null })
    .where('used_at', 'is', null)
    .where((eb) =>
      groupId === null
        ? eb.and([eb('group_id', 'is', null), eb('organizer_id', '=', organizerId)])
        : eb('group_id', '=', groupId),
    )
    .returning('id')
    .execute()
  if (dropped.length === 0) return
  await trx
    .updateTable('message')
    .set({ state: 'suppressed', failure: 'no-longer-needed' })
    .where(
      'id',
      'in',
      dropped.map(({ id }) => id),
    )
    .where('state', '=', 'queued')
    .execute()
}

/** The address that this organizer has asked for and not confirmed yet, or null. */
export async function waitingAddress(db: Db, { vault, organizer, now }: Office): Promise<string | null> {
  const row = await db
    .selectFrom('address_change')
    .select(['id', 'sealed'])
    .where('organizer_id', '=', organizer.id)
    .where('group_id', 'is', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? openText(vault.site(), sealedAs('address_change', row.id), row.sealed) : null
}

/**
 * The change behind a link. Null when it is unknown, used, too old, not written by us, or somebody else's.
 */
export async function findChange(db: Db, office: Office, token: string): Promise<AddressChange | null> {
  const { keyring, vault, organizer, now } = office
  const row = await db
    .selectFrom('address_change')
    .select(['id', 'token_hash', 'organizer_id', 'group_id', 'sealed', 'expires_at', 'mac'])
    .where('token_hash', '=', linkHash(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row || !fitsMac(row.mac, changeMac(keyring, row))) return null
  const isTheirs =
    row.group_id === null
      ? row.organizer_id === organizer.id
      : office.groups.has(row.group_id) && office.may('manage-organizers', row.group_id)
  if (!isTheirs) return null
  const address = openText(vault.site(), sealedAs('address_change', row.id), row.sealed)
  return { id: row.id, groupId: row.group_id, address }
}

/** Uses up a link; of two requests at once only one gets true. */
export async function useChange(trx: Trx, id: string, now: Date): Promise<boolean> {
  const used = await trx
    .updateTable('address_change')
    .set({ used_at: now, mac: null })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

interface ChangeRow {
  id: string
  token_hash: Buffer
  organizer_id: string
  group_id: string | null
  sealed: Buffer
  expires_at: Date
}

/** What a link confirms: which address, for whom, until when. */
function changeMac(keyring: Keyring, row: ChangeRow): Buffer {
  return rowMac(keyring, 'address_change', [
    row.id,
    row.token_hash,
    row.organizer_id,
    row.group_id ?? '',
    row.sealed,
    row.expires_at,
  ])
}
