import type { Role } from '#db/schema'
import type { Bilingual, Language } from '~/i18n/language'

/**
 * Rights in the office. Every loader and action names the one it needs; a test calls every route as every role.
 * `approve-messages`: let a message to many that somebody else wrote go out. `close-campaigns`: end a campaign sooner or archive it; its people are deleted some time later. `edit-directory`: change
 * officials, places and policies, which are one directory for all groups.
 */
export const rights = [
  'see-numbers',
  'moderate',
  'review-held',
  'edit',
  'edit-directory',
  'publish',
  'approve-messages',
  'close-campaigns',
  'see-people',
  'change-people',
  'erase-people',
  'export-people',
  'deliver-names',
  'import',
  'manage-organizers',
  'manage-groups',
  'switches',
  'read-audit',
] as const

export type Right = (typeof rights)[number]

const viewer: Right[] = ['see-numbers']
const moderator: Right[] = [...viewer, 'moderate', 'review-held']
const organizer: Right[] = [...moderator, 'edit', 'edit-directory', 'publish', 'see-people', 'change-people', 'import']
const owner: Right[] = [
  ...organizer,
  'approve-messages',
  'close-campaigns',
  'erase-people',
  'export-people',
  'deliver-names',
  'manage-organizers',
  'manage-groups',
  'switches',
  'read-audit',
]

const rightsOf: Record<Role, ReadonlySet<Right>> = {
  viewer: new Set(viewer),
  moderator: new Set(moderator),
  organizer: new Set(organizer),
  owner: new Set(owner),
}

/** Rights over people's data; the network's own roles do not carry them into member groups. */
const aboutPeople: ReadonlySet<Right> = new Set([
  'see-people',
  'change-people',
  'erase-people',
  'approve-messages',
  'close-campaigns',
  'export-people',
  'deliver-names',
  'import',
])

/** Rights over the whole installation: they only hold in the network. */
const ofTheNetwork: ReadonlySet<Right> = new Set(['manage-groups', 'switches', 'read-audit'])

export const roles: readonly Role[] = ['owner', 'organizer', 'moderator', 'viewer']

/** A group in the tree: the network, its member groups, their chapters. */
export interface Group {
  id: string
  parentId: string | null
  kind: 'network' | 'group' | 'chapter'
  name: string
  /** Where it is, as its public pages say it; '' when unknown. */
  town: string
  /** IANA. */
  timeZone: string
  language: Language
  /** The name that its mail to signers comes from, or null. */
  senderName: string | null
  /** Number of a hotline for emergencies, E.164, or null. */
  hotline: string | null
  /** Whether its organizers may change the directory; they propose otherwise. */
  editsDirectory: boolean
  /** Path of a picture, and what it shows. */
  logo: string | null
  logoAlt: Bilingual | null
  /** #rrggbb, for its new campaigns; null: the usual one. */
  colour: string | null
  /** How its public pages say it can be reached. The phone is E.164. */
  contactMail: string | null
  contactPhone: string | null
  /** One line, at the foot of mail to many; null while nobody has entered it. */
  postalAddress: string | null
  /** ZIP3 areas a chapter works in; may be empty. */
  areas: string[]
  /** Counties a chapter works in, as Open Civic Data ids. */
  counties: string[]
}

/** A role in a group. */
export interface RoleIn {
  groupId: string
  role: Role
}

/**
 * Whether these roles carry a right in a group. A role holds in its group and in the groups below; a role in the
 * network holds everywhere, except for rights over people's data.
 */
export function hasRight(groups: ReadonlyMap<string, Group>, held: RoleIn[], right: Right, groupId: string): boolean {
  if (ofTheNetwork.has(right) && groups.get(groupId)?.kind !== 'network') return false
  if (right === 'edit-directory' && !isTrusted(groups, groupId)) return false
  for (let at = groups.get(groupId); at; at = at.parentId ? groups.get(at.parentId) : undefined) {
    const isFromAbove = at.kind === 'network' && at.id !== groupId
    if (isFromAbove && aboutPeople.has(right)) continue
    if (held.some(({ groupId: where, role }) => where === at.id && rightsOf[role].has(right))) return true
  }
  return false
}

/** A chapter is trusted with the directory only where its group is. */
function isTrusted(groups: ReadonlyMap<string, Group>, groupId: string): boolean {
  for (let at = groups.get(groupId); at; at = at.parentId ? groups.get(at.parentId) : undefined)
    if (!at.editsDirectory) return false
  return true
}

/** Whether a role carries a right, in a group that has it. */
export function carries(role: Role, right: Right): boolean {
  return rightsOf[role].has(right)
}

/** The role that carries a right and may do least beside it. */
export function leastRoleWith(right: Right): Role {
  return roles.findLast((role) => rightsOf[role].has(right))!
}

/** Groups in which these roles carry a right. */
export function groupsWithRight(groups: ReadonlyMap<string, Group>, held: RoleIn[], right: Right): string[] {
  return [...groups.keys()].filter((id) => hasRight(groups, held, right, id))
}
