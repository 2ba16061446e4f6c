import type { Channel } from '#db/schema'
import { findHeldMessage } from '~/office/people/erasures/held-links.server'
import { stopCampaign, suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { linkHash, linkToken, messageOfStop } from '~/vault/links.server'

/**
 * Stops messages to the contact that a link was sent to: all of them, or the news of the campaign that sent it. Links in old
 * messages keep working. To get messages again takes more than an old link, which others may have: one's own page, a form
 * that is confirmed, or START.
 */
export async function recordStops(recording: RecordContext, arrivals: OpenedSubmission<'stop'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    // The previous version's page could undo a stop.
    const contact = submission.wanted === 'stop' ? await contactOf(recording, submission.token) : null
    if (!contact) continue
    if (submission.scope === 'campaign') await stopCampaign(recording, { ...contact, how: 'link' }, at)
    else await suppress(recording, { ...contact, how: 'link' }, at)
  }
}

/** The contact of a link, including one whose erasure could still be undone. */
async function contactOf(
  recording: RecordContext,
  token: string,
): Promise<{ channel: Channel; blindIndex: Buffer; campaignId: string } | null> {
  const hash = hashOfMessage(recording, token)
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
function hashOfMessage({ keyring }: RecordContext, token: string): Buffer {
  const messageId = messageOfStop(keyring, token)
  return linkHash(messageId ? linkToken(keyring, messageId) : token)
}
