/**
 * Where no county has a sheriff of its own: Alaska's troopers, Connecticut's marshals, Hawaii's and Rhode Island's
 * state sheriffs do that work, and the territories and the District of Columbia have none.
 */
const withoutSheriffs = new Set(['AK', 'CT', 'HI', 'RI', 'DC', 'PR', 'GU', 'VI', 'AS', 'MP'])

/** Whether counties of a state have a sheriff, so that not knowing one is a gap. @param state two letters */
export function hasCountySheriffs(state: string | null): boolean {
  return state !== null && !withoutSheriffs.has(state)
}
