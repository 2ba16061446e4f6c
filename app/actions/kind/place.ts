/** One of several places, to choose. */
export interface PlaceChoice {
  slug: string
  name: string
}

/** What somebody is asked about where they live. */
export type PlaceAsked =
  /** `typed`: what they typed; `counties`: of the state in which ZIPs that begin so lie, when theirs is not known. */
  | { for: 'zip'; problem: 'postalCodeWrong' | 'zipUnknown' | null; typed?: string; counties?: PlaceChoice[] }
  /** `zip`: it lies in several. `state`: they do not know their ZIP. */
  | { for: 'county'; why: 'zip' | 'state'; choices: PlaceChoice[]; area: string }
  | { for: 'city'; county: string; choices: PlaceChoice[]; area: string }

/** Whether what they typed was no answer, so that the same is asked again. */
export function isRefused(asked: PlaceAsked): boolean {
  return asked.for === 'zip' && asked.problem !== null
}
