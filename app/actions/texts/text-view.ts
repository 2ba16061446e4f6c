import type { ActionView } from '~/actions/kind/action-view'
import type { NobodyHere, PlaceAsked } from '~/actions/kind/place'
import type { TextPlace } from './text-place'

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
  /** The place, the offices already told, and the share code, as in the URL. */
  at: TextPlace
  /** The place, when nobody is known there to text; null when there is somebody, or no place was asked for. */
  nobody: NobodyHere | null
  /** Whether they have told us of an office of this place. */
  isTold: boolean
  /** Whether they have told us of every office that takes texts. */
  isDone: boolean
  /** The action's own thanks, one line each. */
  thanks: string[]
  /** Offices not told yet; once it is done, those that take no texts. */
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
