import type { ActionView } from '~/actions/kind/action-view'
import type { PlaceAsked } from '~/actions/kind/place'

/** A text action in one language. */
export interface TextView extends ActionView {
  state: 'open' | 'over' | 'not-yet'
  /** What goes to the office, in English. */
  message: string
  /** What it says, in Spanish; '' on the English page. */
  meaning: string
  notes: string[]
  /** What is still to be known of where somebody lives, or null. */
  asked: PlaceAsked | null
  here: string[]
  area: string
  offices: TextedOffice[]
  /** How to do it by texting the campaign; null where texts are not set up, or no word leads here. */
  campaignText: { word: string; number: string; shown: string; links: { any: string } } | null
}

/** One official, and the ways to reach them. */
export interface TextedOffice {
  postSlug: string
  name: string
  title: string
  /** Null: no number of theirs is known to take texts. */
  text: { contactId: string; shown: string; links: { any: string; iphone: string; android: string } } | null
  /** Otherwise. */
  call: { href: string; shown: string } | null
  email: { href: string; shown: string } | null
  /** Id that the outreach will have. */
  outreachId: string
}
