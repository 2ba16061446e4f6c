/** Groups of what is found, in the order of their tabs. */
export const searchKinds = [
  'campaigns',
  'petitions',
  'actions',
  'places',
  'officials',
  'timeline',
  'cases',
  'documents',
  'news',
  'meetings',
] as const
export type SearchKind = (typeof searchKinds)[number]

/** What somebody looks for. */
export interface Search {
  q: string
  /** Null: of every kind the first few. */
  kind: SearchKind | null
  /** From 1. */
  page: number
}

export const hitsOnPage = 20
/** More pages than anybody reads; deeper ones cost the most. */
export const lastPage = 50
