import type { Group } from './rights'

/** What the network is called in the database until somebody names it (migration 002). */
export const unnamed = 'Network'

/** The name of a group. @param instead for a network that has none of its own */
export function groupName({ kind, name }: Pick<Group, 'kind' | 'name'>, instead: string): string {
  return kind === 'network' && name === unnamed ? instead : name
}
