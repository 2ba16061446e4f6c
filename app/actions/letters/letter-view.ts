import type { ActionView } from '~/actions/kind/action-view'
import type { NobodyHere, PlaceAsked } from '~/actions/kind/place'
import type { PointTexts } from './points-in-letter'

/** A letter action in one language, at the visitor's step. */
export interface LetterView extends ActionView {
  /** Thanks to officials who have agreed, one line each. */
  thanks: string[]
  /** Whether the finished letter’s ZIP is outside the area of its officials. */
  isOutside: boolean
  now: LetterStep
}

/** The step of the letter page a visitor is at. */
export type LetterStep =
  | { is: 'over' | 'not-yet' | 'all-agreed' }
  | { is: 'nobody-here'; place: NobodyHere | null }
  | { is: 'asking-place'; asked: PlaceAsked }
  | { is: 'writing'; desk: WritingDesk }
  /** Finished, for the writer to mail or print; all values are kept as hidden fields. */
  | { is: 'own-mail'; mails: OwnMail[]; meaning: string; fields: Record<string, string> }
  | {
      is: 'paper'
      withAddress: number
      of: number
      meaning: string
      fields: Record<string, string>
      placeQuery: string
    }

/** Data for the page where a letter is written. */
export interface WritingDesk {
  to: { name: string; title: string }[]
  /** How the letter begins, in English; '' when each official is greeted by name. */
  greeting: string
  points: { id: string; label: string }[]
  /** What each point puts into the letter, and into what it means in the page's language; null on the English page. */
  texts: { said: PointTexts; meant: PointTexts | null }
  /** Whether the writer chooses between one letter each and one to all. */
  canChoose: boolean
  minimumOwnWords: number
  /** Whether we have an email address to send it to. */
  canSend: boolean
  /** The suggested letter in the page's language; '' on the English page. */
  meaning: string
  /** Form values, initially the suggestion; `seed` and `before` are carried along. */
  values: Record<string, string>
}

/** A mail for the writer to send from their own account. */
export interface OwnMail {
  /** The official's; or the office's own name, in English. */
  name: string
  isToOffice: boolean
  /** Null when no address is known. */
  href: string | null
  /** Whether the link contains the whole letter. */
  isWhole: boolean
  addresses: string
  subject: string
  text: string
}
