import type { Bilingual } from '~/i18n/language'
import type { UndoableAct } from './undoable-acts'

/** Something that can still be undone. Times are ISO 8601. */
export interface UndoableChange {
  id: string
  act: UndoableAct
  name: Bilingual
  /** How many people it changed, where it changed many. */
  count?: number
  by: string
  at: string
  until: string
}

/** What became of undoing something, or of removing it; also keys under `undo`. */
export const whatBecame = ['undone', 'changed-since', 'gone', 'kept', 'running', 'nothing', 'unchanged'] as const

/** What was just done: something that can be undone, or what became of undoing it. */
export type JustDone = { is: 'changed'; change: UndoableChange } | { is: (typeof whatBecame)[number] }

/** A page's address, saying what was just done. @param undo id of a change, or one of `whatBecame` */
export function withUndo(path: string, undo: string): string {
  const [before = '', hash] = path.split('#')
  return `${before}${before.includes('?') ? '&' : '?'}undo=${undo}${hash ? `#${hash}` : ''}`
}
