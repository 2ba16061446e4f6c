import { sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'
import { openOrganizer, organizerIndex, sealOrganizer } from '~/office/guard/organizers.server'
import { type AddressChange, findChange, useChange } from './address-changes.server'

/** `taken`: another account has this address. */
export type Confirmed = { outcome: 'confirmed'; groupId: string | null } | { outcome: 'gone' } | { outcome: 'taken' }

/** What the page behind the link in a mail shows; null when the link leads nowhere, or nowhere for this organizer. */
export async function readChange(office: Office): Promise<{ address: string; group: string | null } | null> {
  const change = await findChange(office.db, office, office.params.token ?? '')
  return (
    change && {
      address: change.address,
      group: change.groupId === null ? null : office.groups.get(change.groupId)!.name,
    }
  )
}

/** From now on the address is that of the organizer's account, or of the group's mail. */
export async function confirmAddress(office: Office): Promise<Confirmed> {
  const change = await findChange(office.db, office, office.params.token ?? '')
  if (!change) return { outcome: 'gone' }
  return change.groupId === null ? confirmOwn(office, change) : confirmSender(office, change, change.groupId)
}

async function confirmOwn(office: Office, { id, address }: AddressChange): Promise<Confirmed> {
  const { keyring, vault, organizer, now } = office
  return office.db.transaction().execute(async (trx): Promise<Confirmed> => {
    const row = await trx
      .selectFrom('organizer')
      .select(['id', 'sealed'])
      .where('id', '=', organizer.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const index = organizerIndex(keyring, address)
    // Two who confirm one address at once take turns.
    await sql`select pg_advisory_xact_lock(hashtext(${`organizer ${index.toString('hex')}`}))`.execute(trx)
    const other = await trx
      .selectFrom('organizer')
      .select('id')
      .where('email_index', '=', index)
      .where('id', '<>', organizer.id)
      .executeTakeFirst()
    if (other) return { outcome: 'taken' }
    if (!(await useChange(trx, id, now))) return { outcome: 'gone' }
    await trx
      .updateTable('organizer')
      .set({
        email_index: index,
        sealed: sealOrganizer(vault, organizer.id, { ...openOrganizer(vault, row), email: address }),
      })
      .where('id', '=', organizer.id)
      .execute()
    await office.audit({ groupId: null, act: 'changed-own-access', subject: 'new address' }, trx)
    return { outcome: 'confirmed', groupId: null }
  })
}

async function confirmSender(office: Office, { id, address }: AddressChange, groupId: string): Promise<Confirmed> {
  return office.db.transaction().execute(async (trx): Promise<Confirmed> => {
    if (!(await useChange(trx, id, office.now))) return { outcome: 'gone' }
    const confirmed = await trx
      .updateTable('group_sender')
      .set({ confirmed_at: office.now })
      .where('group_id', '=', groupId)
      .where('address', '=', address)
      .returning('group_id')
      .executeTakeFirst()
    // It was removed or replaced meanwhile.
    if (!confirmed) return { outcome: 'gone' }
    await office.audit({ groupId, act: 'changed-group', subject: groupId }, trx)
    return { outcome: 'confirmed', groupId }
  })
}
