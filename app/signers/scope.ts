import type { Group, Right } from '~/organizers/rights'

/** A group whose petitions' signers may be seen; with areas, only those who live there. */
export interface Scope {
  groupId: string
  areas: string[] | null
}

/**
 * Whose signers somebody may see: those of the petitions of their groups; a chapter also those of its group's
 * petitions who live in the chapter's areas.
 */
export function scopesOf(office: { groups: ReadonlyMap<string, Group>; groupsWith(right: Right): string[] }, right: Right): Scope[] {
  const own = office.groupsWith(right)
  return own.flatMap((id): Scope[] => {
    const group = office.groups.get(id)!
    const isInParent = group.kind === 'chapter' && group.areas.length > 0 && group.parentId !== null && !own.includes(group.parentId)
    return [{ groupId: id, areas: null }, ...(isInParent ? [{ groupId: group.parentId!, areas: group.areas }] : [])]
  })
}
