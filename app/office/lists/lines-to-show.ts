/** Which lines of a list its page shows: those with problems, those with changes, or all. */
export type LinesToShow = 'problems' | 'changes' | 'all'

/** What a link says; those with problems, when it says nothing. */
export function linesToShow(wish: string | null): LinesToShow {
  return wish === 'all' || wish === 'changes' ? wish : 'problems'
}
