import type { Group, Right } from '~/office/guard/rights'

/** A group whose signers may be seen; with areas, only those who live there. */
export interface Scope {
  groupId: string
  areas: string[] | null
  /** With areas: also people whose ZIP most likely lies in these counties. */
  counties?: string[]
  /** Only people who agreed to be known to the network too. */
  isByConsent?: boolean
}

/**
 * Whose signers an organizer may see: those of their groups' petitions; in a chapter also those of the parent group's
 * petitions who live in the chapter's areas or counties; in the network also those of member groups who agreed.
 */
export function scopesOf(
  office: { groups: ReadonlyMap<string, Group>; groupsWith(right: Right): string[] },
  right: Right,
): Scope[] {
  const own = office.groupsWith(right)
  const isNetwork =
    (right === 'see-people' || right === 'export-people') && own.some((id) => office.groups.get(id)!.kind === 'network')
  const agreed = isNetwork
    ? [...office.groups.keys()]
        .filter((id) => !own.includes(id))
        .map((id): Scope => ({ groupId: id, areas: null, isByConsent: true }))
    : []
  return own
    .flatMap((id): Scope[] => {
      const group = office.groups.get(id)!
      const isInParent =
        group.kind === 'chapter' &&
        group.areas.length + group.counties.length > 0 &&
        group.parentId !== null &&
        !own.includes(group.parentId)
      return [
        { groupId: id, areas: null },
        ...(isInParent ? [{ groupId: group.parentId!, areas: group.areas, counties: group.counties }] : []),
      ]
    })
    .concat(agreed)
}
