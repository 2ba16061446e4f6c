import type { Channel } from '#db/schema'

/** Hidden fields that say which corrections a page showed as waiting: the id of the one on each channel, or ''. */
export function shownWaiting(waiting: readonly { id: string; channel: Channel }[]): Record<string, string> {
  return Object.fromEntries(
    (['mail', 'sms'] as const).map((channel) => [
      `shown_waiting_${channel}`,
      waiting.find((one) => one.channel === channel)?.id ?? '',
    ]),
  )
}
