import type { CallPrices } from '~/env.server'

/** Twilio's US prices, used unless the settings say otherwise. */
export const usualCallPrices: CallPrices = {
  minute: 28_000,
  oneEndMinute: 14_000,
  machineDetection: 7_500,
  territoryMinute: 112_000,
}

/** Billed minutes, rounded up. */
export function minutesOf(seconds: number): number {
  return Math.ceil(seconds / 60)
}

/** The facts that determine a connected call's price. */
export interface PricedCall {
  seconds: number
  /** Offices dialed during the call. */
  legs: number
  /** How many of its two ends are in a territory. */
  territoryEnds: number
}

/** What a connected call cost. */
export function costOf({ seconds, legs, territoryEnds }: PricedCall, prices: CallPrices): number {
  const extra = territoryEnds * Math.max(0, prices.territoryMinute - prices.oneEndMinute)
  return minutesOf(seconds) * (prices.minute + extra) + legs * prices.machineDetection
}

/** What a call cost that only read out a code. */
export function costOfCode(
  { seconds, isTerritory }: { seconds: number; isTerritory: boolean },
  prices: CallPrices,
): number {
  return (
    minutesOf(seconds) * (isTerritory ? Math.max(prices.territoryMinute, prices.oneEndMinute) : prices.oneEndMinute)
  )
}
