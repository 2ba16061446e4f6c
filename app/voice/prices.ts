/** What the provider asks for calls, in millionths of a dollar. Budgets are reckoned with it. */
export interface CallPrices {
  /** A minute of both ends of a connected call. */
  minute: number
  /** A minute of one end: a call in which only a code is said. */
  oneEndMinute: number
  /** Listening, once, whether a machine answers. */
  machineDetection: number
}

/** What Twilio asks in the US, where the settings say nothing else. */
export const usualCallPrices: CallPrices = { minute: 28_000, oneEndMinute: 14_000, machineDetection: 7_500 }

/** Minutes as they are paid for, rounded up. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60)
}

/** What a connected call cost. @param legs offices that were dialled in it */
export function costOf({ seconds, legs }: { seconds: number; legs: number }, prices: CallPrices): number {
  return minutesOf(seconds) * prices.minute + legs * prices.machineDetection
}

/** What a call cost in which only a code was said. */
export function costOfCode(seconds: number, prices: CallPrices): number {
  return minutesOf(seconds) * prices.oneEndMinute
}
