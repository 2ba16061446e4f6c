import type { ActionView } from '~/actions/kind/action-view'
import type { PlaceAsked } from '~/actions/kind/place'

/** A text action in one language. */
export interface TextView extends ActionView {
  state: 'open' | 'over' | 'not-yet'
  /** The text for the office, in English. */
  message: string
  /** Its meaning in Spanish; '' on the English page. */
  meaning: string
  notes: string[]
  /** The question about where they live, or null. */
  asked: PlaceAsked | null
  here: string[]
  area: string
  offices: TextedOffice[]
  /** How to do it by texting the campaign; null when texts are off or no keyword leads here. */
  campaignText: { word: string; number: string; shown: string; links: { any: string } } | null
}

/** One official, and the ways to reach them. */
export interface TextedOffice {
  postSlug: string
  name: string
  title: string
  /** Null when no number of theirs is known to take texts. */
  text: { contactId: string; shown: string; links: { any: string; iphone: string; android: string } } | null
  /** Other ways to reach them. */
  call: { href: string; shown: string } | null
  email: { href: string; shown: string } | null
  /** Id of the outreach to record. */
  outreachId: string
}
