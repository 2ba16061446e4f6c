import type { Channel } from '#db/schema'
import { findHeldMessage } from '~/office/people/erasures/held-links.server'
import { suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { linkHash, linkToken, messageOfStop } from '~/vault/links.server'

/**
 * Stops all messages to the contact that a link was sent to. Links in old messages keep working. To get messages again
 * takes more than an old link, which others may have: one's own page, or START.
 */
export async function recordStops(recording: RecordContext, arrivals: OpenedSubmission<'stop'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    // The previous version's page could undo a stop.
    const contact = submission.wanted === 'stop' ? await contactOf(recording, submission.token) : null
    if (!contact) continue
    await suppress(recording, contact.channel, contact.blindIndex, at)
  }
}

/** The contact of a link, including one whose erasure could still be undone. */
async function contactOf(
  recording: RecordContext,
  token: string,
): Promise<{ channel: Channel; blindIndex: Buffer } | null> {
  const hash = hashOfMessage(recording, token)
  const contact = await recording.trx
    .selectFrom('message')
    .innerJoin('contact_point', 'contact_point.id', 'message.contact_id')
    .select(['contact_point.channel', 'contact_point.blind_index as blindIndex'])
    .where('link_hash', '=', hash)
    .executeTakeFirst()
  return contact ?? (await findHeldMessage(recording, hash))?.contact ?? null
}

/** Messages sent before stop links had tokens of their own stop with the only token they have. */
function hashOfMessage({ keyring }: RecordContext, token: string): Buffer {
  const messageId = messageOfStop(keyring, token)
  return linkHash(messageId ? linkToken(keyring, messageId) : token)
}
