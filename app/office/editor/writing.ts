import type { FormState } from '~/ui/forms/form-state'
import type { Conflict } from './conflict-table'

/** What every editor page knows besides the content. */
export interface Writing {
  form: FormState
  revision: number
  saved: { by: string; isOwn: boolean; at: string } | null
  /** Who else is editing now, or null. */
  alsoHere: string | null
  /** After a rejected save: their version next to what was typed; else null. */
  conflict: Conflict | null
  /** The saved draft differs from what is published. */
  isChanged: boolean
  /** The form shows rejected input that is saved nowhere. */
  isUnsaved: boolean
  justPublished: 'published' | 'unchanged' | null
  /** What does not work on this installation, in words, or null; publishing is still possible. */
  warning: string | null
}

/** Something missing for publishing, in words, and the field to fix. */
export interface SaidMissing {
  field: string
  words: string
  /** The page to fix it on, if not this one. */
  path?: string
}
