import { sql } from 'kysely'
import type { Channel } from '#db/schema'
import { audit } from '~/office/guard/audit.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { isPaused } from '~/queue/outbox/switches.server'
import { linkHash } from '~/vault/links.server'
import { openText, sealText } from '~/vault/open.server'
import { linksOf, sealedUnder } from './hold-people.server'
import { bytesOf, type Snapshot, without } from './snapshot'

/** A link in a message to somebody whose erasure is held. */
export interface HeldLink {
  erasureId: string
  campaignId: string
  snapshot: Snapshot
  template: string
  createdAt: Date
  contact: { id: string; channel: Channel; blindIndex: Buffer }
}

/** The held erasure that a link leads to, unsealed, or null. Links in old messages keep working while one is held. */
export async function findHeldLink({ trx, vault }: RecordContext, token: string): Promise<HeldLink | null> {
  const hash = linkHash(token)
  const { rows } = await sql<{
    id: string
    campaignId: string
    sealed: Buffer
  }>`select id, campaign_id as "campaignId", sealed from erasure where state = 'held' and ${hash} = any(link_hashes) for update`.execute(
    trx,
  )
  const [row] = rows
  const keys = row && vault.byCampaign.get(row.campaignId)
  if (!row || !keys) return null
  const snapshot = JSON.parse(openText(keys, sealedUnder(row.id), row.sealed)) as Snapshot
  const message = snapshot.message.find((one) => bytesOf(one.link_hash).equals(hash))
  const contact = snapshot.contact_point.find((one) => one.id === message?.contact_id)
  if (!message || !contact) return null
  return {
    erasureId: row.id,
    campaignId: row.campaignId,
    snapshot,
    template: String(message.template),
    createdAt: new Date(String(message.created_at)),
    contact: { id: String(contact.id), channel: contact.channel as Channel, blindIndex: bytesOf(contact.blind_index) },
  }
}

/**
 * Completes at once the erasure of people who ask for it themselves, although an organizer could still undo it.
 *
 * @param signatureId one of their signatures; null: everything on the contact
 * @returns false under a legal hold: nothing is erased
 */
export async function eraseHeld(
  { trx, vault }: RecordContext,
  link: HeldLink,
  signatureId: string | null,
  now: Date,
): Promise<boolean> {
  if (await isPaused(trx, 'legal-hold')) return false
  const people = link.snapshot.person.filter((row) => row.contact_id === link.contact.id).map((row) => String(row.id))
  const own = link.snapshot.signature
    .filter((row) => row.id === signatureId && people.includes(String(row.person_id)))
    .map((row) => String(row.id))
  const rest = without(link.snapshot, signatureId === null ? { people } : { signatures: own })
  if (rest.person.length > 0) {
    const sealed = sealText(vault.byCampaign.get(link.campaignId)!, sealedUnder(link.erasureId), JSON.stringify(rest))
    await trx
      .updateTable('erasure')
      .set({ sealed, link_hashes: sql<Buffer[]>`${linksOf(rest)}::bytea[]` })
      .where('id', '=', link.erasureId)
      .execute()
    return true
  }
  await trx
    .updateTable('erasure')
    .set({ state: 'done', sealed: null, link_hashes: sql<Buffer[]>`'{}'::bytea[]`, ended_at: now })
    .where('id', '=', link.erasureId)
    .execute()
  await audit(trx, { organizerId: null, groupId: null, act: 'erased-person', subject: link.erasureId }, now)
  return true
}
