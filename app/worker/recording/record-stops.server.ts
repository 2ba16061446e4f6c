import type { Channel } from '#db/schema'
import { findHeldLink } from '~/office/people/erasures/held-links.server'
import { findMessageLink } from '~/people/message-links.server'
import { resume, suppress } from '~/people/suppression.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'

/** Stops or resumes all messages to the contact that a link was sent to. Links in old messages keep working. */
export async function recordStops(recording: RecordContext, arrivals: OpenedSubmission<'stop'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    const contact = await contactOf(recording, submission.token)
    if (!contact) continue
    if (submission.wanted === 'stop') await suppress(recording, contact.channel, contact.blindIndex, at)
    else await resume(recording, contact.blindIndex, at)
  }
}

/** The contact of a link, including one whose erasure could still be undone. */
async function contactOf(
  recording: RecordContext,
  token: string,
): Promise<{ channel: Channel; blindIndex: Buffer } | null> {
  const link = await findMessageLink(recording.trx, token)
  if (!link) return (await findHeldLink(recording, token))?.contact ?? null
  return recording.trx
    .selectFrom('contact_point')
    .select(['channel', 'blind_index as blindIndex'])
    .where('id', '=', link.contactId)
    .executeTakeFirstOrThrow()
}
