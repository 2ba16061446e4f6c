/** One of several places, to choose. */
export interface PlaceChoice {
  slug: string
  name: string
}

/** What somebody is asked about where they live. */
export type PlaceAsked =
  /** @param problem key under `site.errors` */
  | { for: 'zip'; problem: 'postalCodeWrong' | 'zipUnknown' | null }
  /** `zip`: it lies in several. `state`: they do not know their ZIP. */
  | { for: 'county'; why: 'zip' | 'state'; choices: PlaceChoice[]; area: string }
  | { for: 'city'; county: string; choices: PlaceChoice[]; area: string }
