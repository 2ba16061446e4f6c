import type { OwnPageFound } from './own-page.server'

/**
 * What the own page says was done: what its address says, as far as its own token bears that out. Anybody can send a link
 * with such words, but nobody else knows the token of an open page. `perhaps-all`: it is gone, which may be because
 * everything was deleted.
 */
export type OwnPageDone = 'all' | 'one' | 'held' | 'perhaps-all' | 'closed' | null

/** @param done of the address */
export function ownPageDone(
  done: string | null,
  { state, isHeld }: { state: OwnPageFound['state']; isHeld: boolean },
): OwnPageDone {
  if (state === 'open') return done === 'all' || done === 'one' || (done === 'held' && isHeld) ? done : null
  if (state === 'gone') return done === 'all' ? 'perhaps-all' : done === 'closed' ? done : null
  return null
}
