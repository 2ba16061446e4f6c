import type { BroadcastState } from '#db/schema-story'
import type { Bilingual } from '~/i18n/language'

/** Where something may be moved: its time on the clocks of its plan. `id`: by which it is moved. */
export interface Moves {
  id: string
  day: string
  time: string
  /** Null: where each person lives. */
  zone: string | null
}

/** The field of its day on the page. */
export function dayField(id: string): string {
  return `day-${id.replaceAll(' ', '-')}`
}

/** Why something cannot be moved; also keys under `calendar.stays`. */
export type Stays =
  | 'draft'
  | 'going'
  | 'over'
  | 'no-right'
  | 'second-day'
  | 'steps'
  | 'begins-no-right'
  | 'queued'
  | 'digests'

/** What goes out, or went out, on one day. */
export type CalendarItem = {
  /** Unique on the page. */
  key: string
  /** ISO; from the first to the last of it. */
  at: string
  until: string
} & (
  | {
      is: 'broadcast'
      id: string
      title: string
      campaign: string
      channel: 'mail' | 'text'
      state: BroadcastState
      /** Of those that are going out: how many it reaches; null before that is counted. */
      people: number | null
      /** How many it left for so far; null before it begins. */
      sent: number | null
      /** Dollars for a text: what it will cost, or cost so far; null for a mail, or unknown. */
      dollars: number | null
      moves: Moves | null
      /** Why it cannot be moved; null: it can. */
      stays: Stays | null
    }
  | {
      /** People whose step is due. */
      is: 'steps'
      ladder: string
      title: string
      campaign: string
      says: string
      people: number
      isPaused: boolean
      /** At most, for texts; null for what costs nothing. */
      dollars: number | null
    }
  /** People begin a ladder some days before a meeting. */
  | { is: 'begins'; ladder: string; title: string; meeting: string; isPaused: boolean; moves: Moves | null }
  /** Messages that wait in the outbox, such as reminders. */
  | { is: 'queued'; name: Bilingual; channel: 'mail' | 'sms'; count: number }
  | { is: 'digests'; count: number }
)

/** A day of the reader's zone, with what goes out then. */
export interface CalendarDay {
  /** YYYY-MM-DD. */
  day: string
  items: CalendarItem[]
}

/** The days that are shown, as instants of the reader's zone. */
export interface Span {
  start: Date
  end: Date
  zone: string
  days: readonly string[]
}
