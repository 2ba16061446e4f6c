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
/** Longer than any text can be. */
const mostLetters = 1_600
/** The provider tries again within minutes; what was read longer ago than this and comes once more was copied. */
const replayAfter = 60 * 60_000

/**
 * Takes in a text; whether it opts out decides the way it goes.
 *
 * A webhook that comes again is never read twice. Within an hour of being read it is answered with 200, since the provider itself
 * sends again whatever we did not answer in time, and would report an error to whoever runs the site; later than that it was copied
 * by somebody, and is `forged` (403) like one that is signed wrongly or changed on the way. Either has no effect.
 */
export async function receiveText(
  { db, intake, siteKey }: Receiving,
  fields: Record<string, string>,
  now: Date,
): Promise<Received> {
  const read = text.safeParse(fields)
  // A short code, or a sender without a number: nobody we could answer.
  if (!read.success) return { outcome: 'nothing-to-do' }
  const { MessageSid: sid, From: from, Body, OptOutType } = read.data
  const seen = await db.selectFrom('provider_event').select('seen_at').where('sid', '=', sid).executeTakeFirst()
  if (seen) return { outcome: now.getTime() - seen.seen_at.getTime() > replayAfter ? 'forged' : 'nothing-to-do' }
  const body = Body.slice(0, mostLetters)
  const kind = await kindOf(db, body)
  // A text abroad is never sent: whoever writes from there is not answered, and may opt out all the same.
  const isAbroad = usNumber(from) === null
  if (isAbroad && kind === 'inbound-text') return { outcome: 'nothing-to-do' }
  return intake.append(
    await siteKey(),
    kind,
    { from, body, sid, isAnswered: OptOutType !== undefined || isAbroad },
    now,
  )
}

/** A registered phrase that begins with an opt-out word does not opt out; everything else that begins with one does. */
export async function kindOf(db: Db, body: string): Promise<'inbound-text' | 'opt-out-text'> {
  const { is } = readText(body)
  return is === 'stop' || (is === 'begins-with-stop' && (await registeredWord(db, body)) === null)
    ? 'opt-out-text'
    : 'inbound-text'
}

/** Takes in what the provider tells of a text that we sent. @param messageId as the callback's address says it */
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
