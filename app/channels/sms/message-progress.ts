import type { MessageState } from '#db/schema'

/** Higher is further along. `unknown`: the process sending it was killed, so any report about it is news. */
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

/** Twilio's statuses mapped to ours. */
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
 * A text's state after one more report from the provider; never goes back. Callbacks come late, repeated and out of
 * order; the final state is the same in any order.
 *
 * @param status Twilio's MessageStatus
 * @see https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export function progress(state: MessageState, status: string): MessageState {
  const heard = states[status]
  return heard && ranks[heard] > ranks[state] ? heard : state
}
