import type { CallPrices } from '~/env.server'

/** What Twilio asks in the US, where the settings say nothing else. */
export const usualCallPrices: CallPrices = {
  minute: 28_000,
  oneEndMinute: 14_000,
  machineDetection: 7_500,
  territoryMinute: 112_000,
}

/** Minutes as they are paid for, rounded up. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60)
}

/** A connected call, as far as its price goes. */
export interface PricedCall {
  seconds: number
  /** Offices that were dialled in it. */
  legs: number
  /** How many of its two ends lie in a territory. */
  territoryEnds: number
}

/** What a connected call cost. */
export function costOf({ seconds, legs, territoryEnds }: PricedCall, prices: CallPrices): number {
  const extra = territoryEnds * Math.max(0, prices.territoryMinute - prices.oneEndMinute)
  return minutesOf(seconds) * (prices.minute + extra) + legs * prices.machineDetection
}

/** What a call cost in which only a code was said. */
export function costOfCode(
  { seconds, isTerritory }: { seconds: number; isTerritory: boolean },
  prices: CallPrices,
): number {
  return (
    minutesOf(seconds) * (isTerritory ? Math.max(prices.territoryMinute, prices.oneEndMinute) : prices.oneEndMinute)
  )
}
