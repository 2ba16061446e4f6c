import type { Channel } from '#db/schema'
import { findHeldMessage } from '~/office/people/erasures/held-links.server'
import { stopCampaign, suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { hashOfBroadcast, linkHash, linkToken, messageOfStop } from '~/vault/links.server'

/**
 * Stops messages to the contact that a link was sent to: all of them, or the news of the campaign that sent it. Links in old
 * messages keep working. To get messages again takes more than an old link, which others may have: one's own page, a form
 * that is confirmed, or START.
 */
export async function recordStops(recording: RecordContext, arrivals: OpenedSubmission<'stop'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    // The previous version's page could undo a stop.
    const contact = submission.wanted === 'stop' ? await contactOfLink(recording, submission.token) : null
    if (!contact) continue
    if (submission.scope === 'campaign') await stopCampaign(recording, { ...contact, how: 'link' }, at)
    else await suppress(recording, { ...contact, how: 'link' }, at)
  }
}

/** Stops all messages to the contact that a message was sent to, because its reader asked for that by mail. */
export async function stopByMail(recording: RecordContext, messageId: string, at: Date): Promise<void> {
  const contact = await contactOf(recording, messageId)
  if (contact) await suppress(recording, { ...contact, how: 'mail' }, at)
}

/** The contact of a message, including one whose erasure could still be undone. @param hash of the link in it */
async function contactOfMessage(
  recording: RecordContext,
  hash: Buffer,
): Promise<{ channel: Channel; blindIndex: Buffer; campaignId: string } | null> {
  const contact = await recording.trx
    .selectFrom('message')
    .innerJoin('contact_point', 'contact_point.id', 'message.contact_id')
    .select(['contact_point.channel', 'contact_point.blind_index as blindIndex'])
    .select('contact_point.campaign_id as campaignId')
    .where('link_hash', '=', hash)
    .executeTakeFirst()
  if (contact) return contact
  const held = await findHeldMessage(recording, hash)
  return held && { ...held.contact, campaignId: held.campaignId }
}

/** Messages sent before stop links had tokens of their own stop with the only token they have. */
function contactOfLink(recording: RecordContext, token: string) {
  const messageId = messageOfStop(recording.keyring, token)
  return messageId ? contactOf(recording, messageId) : contactOfMessage(recording, linkHash(token))
}

/** A message to many has no link of its own but the one that stops. */
async function contactOf(recording: RecordContext, messageId: string) {
  return (
    (await contactOfMessage(recording, linkHash(linkToken(recording.keyring, messageId)))) ??
    (await contactOfMessage(recording, hashOfBroadcast(messageId)))
  )
}
