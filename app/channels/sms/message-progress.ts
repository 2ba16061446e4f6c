import type { MessageState } from '#db/schema'

/** Further along is higher. `unknown` is where a text stands whose sender was killed: whatever is heard of it is news. */
const ranks: Record<MessageState, number> = {
  queued: 0,
  suppressed: 0,
  deferred: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  failed: 4,
  undelivered: 4,
  delivered: 5,
}

/** Twilio's words for where a text is, in ours. */
const states: Record<string, MessageState> = {
  accepted: 'sent',
  scheduled: 'sent',
  queued: 'sent',
  sending: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'undelivered',
  failed: 'undelivered',
  canceled: 'undelivered',
}

/**
 * Where a text is after one more word from the provider: further, or where it was. Callbacks come late, twice and out
 * of order; in whatever order, the end is the same.
 *
 * @param status Twilio's MessageStatus
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function progress(state: MessageState, status: string): MessageState {
  const heard = states[status]
  return heard && ranks[heard] > ranks[state] ? heard : state
}
