import type { ActionView } from '~/actions/kind/action-view'
import type { PlaceAsked } from '~/actions/kind/place'
import type { ScriptLine } from './script'

/** A call action in one language, at the step where somebody is. */
export interface CallView extends ActionView {
  now: CallStep
}

/** Where somebody is in the action. */
export type CallStep =
  | { is: 'over' | 'not-yet' | 'nobody-here' }
  | { is: 'asking-place'; asked: PlaceAsked }
  | { is: 'calling'; call: CallToMake }
  | { is: 'done'; thanks: string[] }

/** What travels from step to step: which desk was first, how many are behind, where; never who calls. */
export interface CallState {
  /** Slug of the post that was first. */
  start: string
  step: number
  /** Slugs of divisions, when targets are found by place. */
  here: string[]
  area: string
  /** Share code of the link they came by, or ''. */
  ref: string
}

/** Where somebody says they are in an action; everything may be missing. */
export type CallPlace = Omit<CallState, 'start'> & { start: string | null }

/** One official to call, with everything that is said. */
export interface CallToMake {
  state: CallState
  /** Id that the outreach will have. */
  outreachId: string
  postSlug: string
  name: string
  /** What they are and where: Sheriff, Saguaro County. */
  title: string
  place: string
  ask: string
  phone: { contactId: string; href: string; shown: string; extension: string; note: string; isDoubtful: boolean } | null
  /** Ways in where no number works. */
  otherWays: { href: string; kind: 'text' | 'email' | 'form'; shown: string }[]
  opening: { is: 'open' | 'unknown' } | { is: 'closed'; opens: string }
  /** When this desk takes calls from here again, in words, or null: now. */
  freeAt: string | null
  /** Whether a reminder can be sent for when it is possible to call. */
  canRemind: boolean
  script: ScriptLine[]
  voicemail: ScriptLine[]
  notes: string[]
  /** Which of how many this is, from 1. */
  position: number
  of: number
}
