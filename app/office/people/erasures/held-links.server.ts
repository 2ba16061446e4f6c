import { sql } from 'kysely'
import type { Channel } from '#db/schema'
import { audit } from '~/office/guard/audit.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { isPaused } from '~/queue/outbox/switches.server'
import { linkHash } from '~/vault/links.server'
import { keysOf, sealText } from '~/vault/open.server'
import { contactHash, linksOf, sealedUnder } from './hold-people.server'
import { openSnapshot } from './open-snapshot.server'
import { bytesOf, type Snapshot, without } from './snapshot'

/** Somebody whose erasure is held, found by a link in one of their messages or by their open own page. */
export interface HeldContact {
  erasureId: string
  campaignId: string
  snapshot: Snapshot
  contact: { id: string; channel: Channel; blindIndex: Buffer }
}

/** The held erasure of whoever got the message with this link, or null. Links in old messages keep working. */
export async function findHeldMessage(recording: RecordContext, hash: Buffer): Promise<HeldContact | null> {
  const [held] = await findHeld(recording, hash)
  const message = held?.snapshot.message.find((row) => bytesOf(row.link_hash).equals(hash))
  return held && message ? ofContact(held, message.contact_id) : null
}

/** The held erasure of whoever had their own page open under this token at a moment, or null. */
export async function findHeldPage(recording: RecordContext, token: string, at: Date): Promise<HeldContact | null> {
  const hash = linkHash(token)
  const [held] = await findHeld(recording, hash)
  const session = held?.snapshot.own_page_session.find((row) => bytesOf(row.token_hash).equals(hash))
  if (!held || !session || at >= new Date(String(session.until))) return null
  return ofContact(held, held.snapshot.message.find((row) => row.id === session.message_id)?.contact_id)
}

/** The held erasures of people on a contact that somebody else still uses. */
export async function findHeldOn(recording: RecordContext, contactId: string): Promise<HeldContact[]> {
  const held = await findHeld(recording, contactHash(contactId))
  return held.map((one) => ofContact(one, contactId)).filter((one) => one !== null)
}

/**
 * The erasures with a hash among those they keep, unsealed.
 *
 * @throws when a campaign's keys are missing: a stop or a deletion that cannot be carried out stays in the intake
 */
async function findHeld({ trx, vault }: RecordContext, hash: Buffer): Promise<Omit<HeldContact, 'contact'>[]> {
  const { rows } = await sql<{
    id: string
    campaignId: string
    sealed: Buffer
  }>`select id, campaign_id as "campaignId", sealed from erasure where state = 'held' and ${hash} = any(link_hashes) order by id for update`.execute(
    trx,
  )
  return rows.map(({ id, campaignId, sealed }) => ({
    erasureId: id,
    campaignId,
    snapshot: openSnapshot(keysOf(vault, campaignId), id, sealed),
  }))
}

function ofContact(held: Omit<HeldContact, 'contact'>, contactId: unknown): HeldContact | null {
  const contact = held.snapshot.contact_point.find((one) => one.id === contactId)
  return contact
    ? {
        ...held,
        contact: {
          id: String(contact.id),
          channel: contact.channel as Channel,
          blindIndex: bytesOf(contact.blind_index),
        },
      }
    : null
}

/**
 * Completes at once the erasure of people who ask for it themselves, although an organizer could still undo it.
 *
 * @param signatureId one of their signatures; null: everything on the contact
 * @returns false under a legal hold: nothing is erased
 */
export async function eraseHeld(
  { trx, vault }: RecordContext,
  link: HeldContact,
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
    const sealed = sealText(keysOf(vault, link.campaignId), sealedUnder(link.erasureId), JSON.stringify(rest))
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
