/**
 * States without county sheriffs: Alaska's troopers, Connecticut's marshals, and Hawaii's and Rhode Island's state
 * sheriffs do that work; the territories and the District of Columbia have none.
 */
const withoutSheriffs = new Set(['AK', 'CT', 'HI', 'RI', 'DC', 'PR', 'GU', 'VI', 'AS', 'MP'])

/**
 * Whether a state's counties have sheriffs, so that not knowing one is a gap.
 *
 * @param state two letters
 */
export function hasCountySheriffs(state: string | null): boolean {
  return state !== null && !withoutSheriffs.has(state)
}
