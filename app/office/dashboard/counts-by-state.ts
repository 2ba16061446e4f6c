import { stateNames } from '~/geography/state-names'
import { stateOfZip } from '~/geography/state-of-zip'

/** Counts by area as counts by state, most first; what has no state (abroad, military mail) stands under its own name. */
export function countsByState(areas: { key: string; confirmed: number }[]): { name: string; confirmed: number }[] {
  const counts = new Map<string, number>()
  for (const { key, confirmed } of areas) {
    const state = stateOfZip(`${key}00`)
    const name = state ? (stateNames[state] ?? state) : key
    counts.set(name, (counts.get(name) ?? 0) + confirmed)
  }
  return [...counts].map(([name, confirmed]) => ({ name, confirmed })).sort((one, two) => two.confirmed - one.confirmed)
}
