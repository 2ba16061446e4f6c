import type { ActionView } from '~/actions/kind/action-view'
import type { NobodyHere, PlaceAsked } from '~/actions/kind/place'
import type { ScriptLine } from './script'

/** A call action in one language, at the visitor's step. */
export interface CallView extends ActionView {
  now: CallStep
}

/** The step of the call page a visitor is at. */
export type CallStep =
  | { is: 'over' | 'not-yet' }
  | { is: 'nobody-here'; place: NobodyHere | null }
  | { is: 'asking-place'; asked: PlaceAsked }
  | { is: 'calling'; call: CallToMake }
  | { is: 'done'; thanks: string[] }

/** Carried from step to step: first post, step, place. Never identifies the caller. */
export interface CallState {
  /** Slug of the first post. */
  start: string
  step: number
  /** Slugs of divisions, when targets are found by place. */
  here: string[]
  area: string
  /** Share code of the link they came by, or ''. */
  ref: string
  /** Ids of this official's numbers that were wrong for this caller. */
  wrong: string[]
}

/** State read from a request; anything may be missing. */
export type CallPlace = Omit<CallState, 'start'> & { start: string | null }

/** One official to call, and what to say. */
export interface CallToMake {
  state: CallState
  /** Id of the outreach to record. */
  outreachId: string
  postSlug: string
  name: string
  /** Title and place: Sheriff, Saguaro County. */
  title: string
  place: string
  ask: string
  phone: { contactId: string; href: string; shown: string; extension: string; note: string; isDoubtful: boolean } | null
  /** Other contacts, for when no number works. */
  otherWays: { href: string; kind: 'text' | 'email' | 'form'; shown: string }[]
  opening: { is: 'open' | 'unknown' } | { is: 'closed'; opens: string }
  /** When the office can take another call, in words; null for now. */
  freeAt: string | null
  /** Whether we can remind them when the office can be called. */
  canRemind: boolean
  script: ScriptLine[]
  voicemail: ScriptLine[]
  notes: string[]
  /** Which official this is, counting from 1. */
  position: number
  of: number
}
