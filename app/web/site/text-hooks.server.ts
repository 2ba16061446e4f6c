import { z } from 'zod'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { registeredWord } from '~/actions/texts/keywords/keywords.server'
import type { Received, Receiving } from '~/channels/sms/webhook.server'
import { readText } from '~/people/opt-words'
import { usNumber } from '~/ui/forms/us-number'

const text = z.object({
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
  From: z.string().regex(/^\+\d{8,15}$/),
  Body: z.string().default(''),
  OptOutType: z.string().optional(),
})
const status = z.object({
  MessageSid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
  MessageStatus: z.string().max(20),
  ErrorCode: z.coerce.number().optional(),
})
/** Characters; longer than any text can be. */
const mostLetters = 1_600
/** Milliseconds. The provider retries within minutes; a webhook that was read longer ago than this is a replay. */
const replayAfter = 60 * 60_000

/**
 * Receives a text; whether it opts out decides how it is queued.
 *
 * Idempotent: a repeated webhook has no effect. Within an hour of being read it gets 200, since the provider itself
 * resends what we did not answer in time, and would report an error to the site's operator; later than that it is a
 * replay, rejected as `forged` (403) like a wrong signature.
 */
export async function receiveText(
  { db, intake, siteKey }: Receiving,
  fields: Record<string, string>,
  now: Date,
): Promise<Received> {
  const read = text.safeParse(fields)
  // A short code, or a sender without a number: we cannot reply.
  if (!read.success) return { outcome: 'nothing-to-do' }
  const { MessageSid: sid, From: from, Body, OptOutType } = read.data
  const seen = await db.selectFrom('provider_event').select('seen_at').where('sid', '=', sid).executeTakeFirst()
  if (seen) return { outcome: now.getTime() - seen.seen_at.getTime() > replayAfter ? 'forged' : 'nothing-to-do' }
  const body = Body.slice(0, mostLetters)
  const kind = await kindOf(db, body)
  // Texts are never sent abroad: senders there get no reply, but can still opt out.
  const isAbroad = usNumber(from) === null
  if (isAbroad && kind === 'inbound-text') return { outcome: 'nothing-to-do' }
  return intake.append(
    await siteKey(),
    kind,
    { from, body, sid, isAnswered: OptOutType !== undefined || isAbroad },
    now,
  )
}

/** A text that says stop opts out, unless it is more than the word alone and a registered phrase. */
export async function kindOf(db: Db, body: string): Promise<'inbound-text' | 'opt-out-text'> {
  const { is } = readText(body)
  return is === 'stop' || (is === 'stop-phrase' && (await registeredWord(db, body)) === null)
    ? 'opt-out-text'
    : 'inbound-text'
}

/**
 * Receives a status report about a text that we sent.
 *
 * @param messageId from the callback URL
 */
export async function receiveStatus(
  { intake, siteKey }: Receiving,
  messageId: string | null,
  fields: Record<string, string>,
  now: Date,
): Promise<Received> {
  const read = status.safeParse(fields)
  if (!read.success) return { outcome: 'nothing-to-do' }
  const { MessageSid: sid, MessageStatus, ErrorCode } = read.data
  if (messageId !== null && !isUuid(messageId)) return { outcome: 'nothing-to-do' }
  return intake.append(
    await siteKey(),
    'text-status',
    { messageId, sid, status: MessageStatus, code: ErrorCode ?? null, segments: null },
    now,
  )
}
