import type { Language } from '~/i18n/language'

/** One person to one official, by one channel, and its outcome (OSDI Outreach). */
export interface Outreach {
  /** Chosen by the caller; idempotency key: the same id again is the same outreach. */
  id: string
  advocacyId: string
  postId: string
  /** The address or number used. */
  contactDetailId: string | null
  /** Name of a kind of action (`OutreachKind`). */
  channel: string
  /** One of that kind's `outcomes`. */
  outcome: string
  /** One of that kind's `ways`. */
  via: string
  language: Language
  /** First three digits of the ZIP, or ''. */
  area: string
  /** Share code of the link they came by, or 'web'. */
  source: string
  durationSeconds: number | null
  /** The person; set only when something was sent for them. */
  personId: string | null
  doneAt: Date
}
