import type { OutreachWay } from '#db/schema-advocacy'
import type { Language } from '~/i18n/language'

/** What can come of a call. */
export const callOutcomes = ['spoke', 'voicemail', 'voicemail-full', 'busy', 'no-answer', 'wrong-number'] as const
/** What can come of a letter. */
export const letterOutcomes = ['sent', 'refused', 'bounced', 'own-mail', 'printed'] as const
/** What can come of a text. */
export const textOutcomes = ['sent', 'delivered', 'failed', 'own-phone'] as const

export type CallOutcome = (typeof callOutcomes)[number]
export type LetterOutcome = (typeof letterOutcomes)[number]
type TextOutcome = (typeof textOutcomes)[number]

/** How somebody reached out. */
export const outreachWays = [
  'own-phone',
  'bridge',
  'call-in',
  'own-mail',
  'sent-for-me',
  'relay',
  'print',
] as const satisfies readonly OutreachWay[]

/** A channel, and what came of it there. */
type Came =
  | { channel: 'call'; outcome: CallOutcome }
  | { channel: 'letter'; outcome: LetterOutcome }
  | { channel: 'text'; outcome: TextOutcome }

/** One person to one official, by one channel, and what came of it: an outreach in the words of the Open Supporter Data Interface. */
export type Outreach = Came & {
  /** Chosen by whoever records it: the same id a second time is the same outreach. */
  id: string
  advocacyId: string
  postId: string
  /** Which address or number it was. */
  contactDetailId: string | null
  via: OutreachWay
  language: Language
  /** First three digits of the ZIP, or ''. */
  area: string
  /** Share code of the link they came by, or 'web'. */
  source: string
  durationSeconds: number | null
  /** Who it was, only when something was sent for them. */
  personId: string | null
  doneAt: Date
}
