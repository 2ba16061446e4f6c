/** Changes that can be undone for a day; also keys under `undo.done`. */
export const undoableActs = [
  'opened',
  'closed',
  'won',
  'archived',
  'removed-draft',
  'removed-page',
  'added-news',
  'changed-news',
  'removed-news',
  'recorded-delivery',
  'changed-delivery',
  'removed-delivery',
  'published-answer',
  'removed-power',
  'tagged-people',
  'untagged-people',
  'imported-officials',
] as const
export type UndoableAct = (typeof undoableActs)[number]
