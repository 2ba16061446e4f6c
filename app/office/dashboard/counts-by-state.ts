import { stateNames } from '~/geography/state-names'
import { stateOfZip } from '~/geography/state-of-zip'

/** Adds up areas by state, most first. Areas without a state (abroad, military mail) keep their own name. */
export function countsByState(areas: { key: string; confirmed: number }[]): { name: string; confirmed: number }[] {
  const counts = new Map<string, number>()
  for (const { key, confirmed } of areas) {
    const state = stateOfZip(`${key}00`)
    const name = state ? (stateNames[state] ?? state) : key
    counts.set(name, (counts.get(name) ?? 0) + confirmed)
  }
  return [...counts].map(([name, confirmed]) => ({ name, confirmed })).sort((one, two) => two.confirmed - one.confirmed)
}
