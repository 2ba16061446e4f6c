/** Millionths of a dollar: what Twilio asks for in the US for a minute of both ends of a connected call, of one end, and for listening whether a machine answers. Budgets are reckoned with it. */
const prices = { minute: 28_000, oneEndMinute: 14_000, machineDetection: 7_500 }

/** Minutes as they are paid for, rounded up. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60)
}

/** What a connected call cost. @param legs offices that were dialled in it */
export function costOf({ seconds, legs }: { seconds: number; legs: number }): number {
  return minutesOf(seconds) * prices.minute + legs * prices.machineDetection
}

/** What a call cost in which only a code was said. */
export function costOfCode(seconds: number): number {
  return minutesOf(seconds) * prices.oneEndMinute
}
