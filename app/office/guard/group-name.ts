import type { Group } from './rights'

/** What the network is called in the database until somebody names it (migration 002). */
export const unnamed = 'Network'

/**
 * The name of a group; that of its mail for a network that has no other.
 *
 * @param instead for a network that has neither
 */
export function groupName(
  { kind, name, senderName }: Pick<Group, 'kind' | 'name'> & Partial<Pick<Group, 'senderName'>>,
  instead: string,
): string {
  return kind === 'network' && name === unnamed ? senderName || instead : name
}
