/** One of several places to choose from. */
export interface PlaceChoice {
  slug: string
  name: string
}

/** What to ask somebody about where they live. */
export type PlaceAsked =
  /**
   * `typed`: the rejected input. `stateMissing`: the list of states was sent without a choice. `counties`: for an
   * unknown ZIP, those of the state where similar ZIPs lie.
   */
  | {
      for: 'zip'
      problem: 'postalCodeWrong' | 'zipUnknown' | 'stateMissing' | null
      typed?: string
      counties?: PlaceChoice[]
    }
  /** `zip`: the ZIP spans several counties. `state`: they do not know their ZIP. */
  | { for: 'county'; why: 'zip' | 'state'; choices: PlaceChoice[]; area: string }
  | { for: 'city'; county: string; choices: PlaceChoice[]; area: string }

/** A place where an action knows nobody to reach. */
export interface NobodyHere extends PlaceChoice {
  kind: string
  /** Whether the place's page asks who holds the post. */
  canTell: boolean
  /** The action that would lead to them. */
  actionId: string
}

/** Whether the answer was invalid, so that the same question is asked again. */
export function isRefused(asked: PlaceAsked): boolean {
  return asked.for === 'zip' && asked.problem !== null
}
