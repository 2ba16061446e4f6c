import { sql } from 'kysely'
import type { Language } from '~/i18n/language'
import { composeBroadcast, readBroadcastsBeingComposed } from '~/messages/broadcasts/broadcasts-being-composed.server'
import { channelOf, mayGetIt, recipientJoins } from '~/messages/broadcasts/recipients.server'
import { reachOf } from '~/messages/broadcasts/steer-broadcast.server'
import { readKeptSegment, type Whom, whoIn } from '~/messages/broadcasts/whom.server'
import { findSegment } from '~/messages/segments/segments.server'
import type { Office } from '~/office/guard/guard.server'
import { openPerson } from '~/vault/open.server'
import { type Broadcast, isBeingWritten } from './broadcasts.server'
import { versionsOf } from './readiness.server'

/** Whom a message goes to: the segment as it was approved, or as it is now. */
export async function whomOf(office: Pick<Office, 'db'>, broadcast: Broadcast): Promise<Whom> {
  const { campaign, segmentId } = broadcast
  const segment = isBeingWritten(broadcast)
    ? segmentId && (await findSegment(office.db, segmentId))
    : readKeptSegment(broadcast.segment)
  return { segment: segment || null, groupId: campaign.groupId, campaignId: campaign.id }
}

/** Whom it would reach now. */
export async function readReachNow(office: Pick<Office, 'db' | 'now'>, broadcast: Broadcast) {
  return reachOf(office.db, { ...(await whomOf(office, broadcast)), channel: broadcast.channel }, office.now)
}

/** A message as one of its real recipients gets it. */
export interface AsRecipient {
  name: string | null
  language: Language
  /** Of two versions; null: there is only one. */
  version: 'a' | 'b' | null
  subject: string
  text: string
  html: string | null
}

const mostShown = 3

/**
 * A message as some real recipients would get it, under audit. Their names are in it; no address.
 *
 * @throws 403 for an organizer who may not see the group's people
 */
export async function asRecipients(
  office: Pick<Office, 'db' | 'env' | 'vault' | 'may' | 'audit' | 'now'>,
  broadcast: Broadcast,
): Promise<AsRecipient[]> {
  const { campaign, channel, id } = broadcast
  if (!office.may('see-people', campaign.groupId)) throw new Response(null, { status: 403 })
  const whom = await whomOf(office, broadcast)
  const { rows } = await sql<{ id: string; sealed: Buffer; language: Language; contactId: string }>`
    select person.id, person.sealed, person.language, contact_point.id as "contactId" from person ${recipientJoins(channelOf(channel))}
    where person.campaign_id = ${campaign.id} and ${whoIn(whom, office.now)} and ${mayGetIt} order by person.id limit ${mostShown}
  `.execute(office.db)
  const readers = rows.map((row) => {
    const person = openPerson(office.vault, { id: row.id, campaign_id: campaign.id, sealed: row.sealed })
    return {
      messageId: row.id,
      broadcastId: id,
      personId: row.id,
      language: row.language,
      name: person.contactId === row.contactId ? person.givenName || null : null,
      zip: person.postalCode || null,
    }
  })
  if (readers.length > 0)
    await office.audit({ groupId: campaign.groupId, act: 'previewed-message', subject: id, howMany: readers.length })
  const composing = await readBroadcastsBeingComposed(office.db, { readers, publicUrl: office.env.publicUrl })
  return readers.flatMap(({ messageId, language, name }) =>
    versionsOf(broadcast.content).map((variant) => ({
      name,
      language,
      version: variant,
      ...composeBroadcast(composing, { id: messageId, broadcastId: id, variant, language }, { stopUrl: '#' }),
    })),
  )
}
