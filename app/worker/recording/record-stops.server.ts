import type { Channel } from '#db/schema'
import { findHeldLink } from '~/office/people/erasures/held-links.server'
import { findMessageLink } from '~/people/message-links.server'
import { resume, suppress } from '~/people/suppression.server'
import type { Arrival, Recording } from '~/queue/intake/arrival'

/** Stops, or takes up again, all messages to the contact a link was sent to. Links in old messages go on working. */
export async function recordStops(recording: Recording, arrivals: Arrival<'stop'>[]): Promise<void> {
  for (const { submission, at } of arrivals) {
    const contact = await contactOf(recording, submission.token)
    if (!contact) continue
    if (submission.wanted === 'stop') await suppress(recording, contact.channel, contact.blindIndex, at)
    else await resume(recording, contact.blindIndex, at)
  }
}

/** Whose link it is; also of somebody whose erasure could still be undone. */
async function contactOf(recording: Recording, token: string): Promise<{ channel: Channel; blindIndex: Buffer } | null> {
  const link = await findMessageLink(recording.trx, token)
  if (!link) return (await findHeldLink(recording, token))?.contact ?? null
  return recording.trx.selectFrom('contact_point').select(['channel', 'blind_index as blindIndex']).where('id', '=', link.contactId).executeTakeFirstOrThrow()
}
