import type { Language } from '~/i18n/language'

/** One person to one official, by one channel, and what came of it: an outreach in the words of the Open Supporter Data Interface. */
export interface Outreach {
  /** Chosen by whoever records it: the same id a second time is the same outreach. */
  id: string
  advocacyId: string
  postId: string
  /** Which address or number it was. */
  contactDetailId: string | null
  /** Name of a kind of action (`OutreachKind`). */
  channel: string
  /** Among that kind's `outcomes`. */
  outcome: string
  /** Among that kind's `ways`. */
  via: string
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
