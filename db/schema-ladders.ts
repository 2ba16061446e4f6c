import type { ColumnType, Generated } from 'kysely'
import type { Bilingual } from '~/i18n/language'

/** Ladders: what they hold, who stands where, what was done, and what they listen for. */
export interface LaddersTables {
  ladder: {
    id: Generated<string>
    campaign_id: string
    state: Generated<'draft' | 'open' | 'closed' | 'archived'>
    revision: Generated<number>
    content: ColumnType<unknown, string, string>
    /** Whoever has left may come back after so many days; null: never. */
    return_days: number | null
    paused_at: Date | null
    created_at: Date
    updated_at: Date
  }
  /** What begins a rung; the row without a rung is what ends the ladder for somebody. */
  ladder_listens: {
    ladder_id: string
    rung: string
    place: number
    act: string
    thing_id: string | null
    tag: string | null
    days: number | null
    since: Date
  }
  /** What people just did. */
  ladder_act: { seq: Generated<string>; person_id: string; act: string; thing_id: string | null; tag: string | null }
  ladder_place: {
    ladder_id: string
    person_id: string
    /** Counts how often they have begun. */
    entry: Generated<number>
    rung: string
    place: number
    /** Due at `due_at`: to be taken, or, with `has_waited`, to go on from. */
    step: string
    has_waited: Generated<boolean>
    due_at: Date
    entered_at: Date
    left_at: Date | null
    left_why: 'end' | 'goal' | 'opted-out' | 'bounced' | 'closed' | null
    thing_id: string | null
  }
  /** Messages, tags and tasks that are done, or were left out. */
  ladder_done: {
    ladder_id: string
    person_id: string
    entry: number
    step: string
    revision: number
    at: Date
    why_not: string | null
    thing_id: string | null
    message_id: string | null
  }
  ladder_task: {
    id: Generated<string>
    ladder_id: string
    person_id: string
    entry: number
    step: string
    words: ColumnType<Bilingual, string, string>
    made_at: Date
    done_at: Date | null
    done_by: string | null
  }
  /** A day or meeting on which many begin at once, until all have; `after`: the last person so far. */
  /** When people begin a rung before one meeting, where somebody moved that. */
  ladder_beginning: { ladder_id: string; rung: string; meeting_id: string; begins_at: Date }
  ladder_fired: {
    ladder_id: string
    occasion: string
    after: string | null
    begun_at: Date
    done_at: Date | null
  }
}
