/** What was just done with a thread, as its address says it. */
export const threadDeeds = [
  'took',
  'gave',
  'returned',
  'answered',
  'done',
  'reopened',
  'stopped',
  'already',
  'gone',
  'snoozed',
  'awake',
  'noted',
  'removed-note',
  'restored-note',
] as const

export interface ThreadDone {
  did: (typeof threadDeeds)[number]
  /** Who had it before; '' for nobody. */
  before: string
  /** When its texts were marked as handled. ISO. */
  at: string
  /** The note that was removed; '' for none. */
  note: string
}

/** A typed answer that was not sent: only counted or filled in, or rejected with the reason. */
export interface TypedAnswer {
  reply: string
  /** A note that was not saved. */
  note?: string
  /** Key under `texts.office.problems`. */
  problem:
    | 'shortener'
    | 'long'
    | 'stopped'
    | 'too-many'
    | 'empty'
    | 'unsent'
    | 'not-set-up'
    | 'held'
    | 'cannot'
    | 'no-reply'
    | 'no-note'
    | null
  /** Who has the thread instead. */
  by?: string
}
