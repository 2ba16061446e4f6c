import type { ActionView } from '~/actions/kind/action-view'
import type { PlaceAsked } from '~/actions/kind/place'

/** A letter action in one language, at the step where somebody is. */
export interface LetterView extends ActionView {
  /** What is said of them, line by line. */
  thanks: string[]
  now: LetterStep
}

/** Where somebody is in the action. */
export type LetterStep =
  | { is: 'over' | 'not-yet' | 'nobody-here' | 'all-agreed' }
  | { is: 'asking-place'; asked: PlaceAsked }
  | { is: 'writing'; desk: WritingDesk }
  /** Finished by themselves: what is to be sent or printed, with every word as hidden fields. */
  | { is: 'own-mail'; mails: OwnMail[]; fields: Record<string, string> }
  | { is: 'paper'; withAddress: number; of: number; fields: Record<string, string>; placeQuery: string }

/** What stands on the page where a letter is written. */
export interface WritingDesk {
  to: { name: string; title: string }[]
  points: { id: string; label: string }[]
  /** Whether the writer chooses between a letter to each and one to all. */
  canChoose: boolean
  minimumOwnWords: number
  /** Whether an address is known to which we can send it. */
  canSend: boolean
  /** What the suggested letter says, in the page's language; '' on the English page. */
  meaning: string
  /** The suggestion, as the form shows it before anything is typed; `seed` and `before` travel along. */
  values: Record<string, string>
}

/** One mail to be sent from somebody's own program. */
export interface OwnMail {
  name: string
  /** Null: no address is known. */
  href: string | null
  /** Whether the letter goes along in the link. */
  isWhole: boolean
  addresses: string
  subject: string
  text: string
}
