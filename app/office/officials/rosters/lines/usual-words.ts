import type { OrganizationKind } from '#db/schema-officials'
import type { PostRole } from '~/officials/posts/target'
import type { GazetteerPlace } from './gazetteer'
import { readRole } from './read-words'

/** The default name of a body when the list gives none. */
export function usualName(kind: OrganizationKind, place: GazetteerPlace): string {
  const of: Record<OrganizationKind, string> = {
    sheriff: 'Sheriff’s Office',
    'county-board': 'Board',
    'city-council': 'City Council',
    mayor: 'Office of the Mayor',
    police: 'Police Department',
    prosecutor: 'Prosecutor’s Office',
    jail: 'Jail',
    other: '',
  }
  return `${place.name} ${of[kind]}`.trim()
}

/** The office's own title; else the role cell's words if they say more than the role; else the role's usual title. */
export function titleOf({ title, post }: { title: string; post: string }, role: PostRole): string {
  const words = (title || ownWords(post)).replaceAll(/[-_]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 100)
  return words === '' ? titles[role] : words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

function ownWords(post: string): string {
  const { role } = readRole(post)
  return role === null ||
    role === 'leader' ||
    role === 'staff' ||
    role === 'special' ||
    /[(),;/&]|\b(and|y)\b/.test(post)
    ? post
    : ''
}

const titles: Record<PostRole, string> = {
  sheriff: 'Sheriff',
  'county-supervisor': 'County Supervisor',
  'county-executive': 'County Executive',
  'council-member': 'Council Member',
  mayor: 'Mayor',
  'police-chief': 'Chief of Police',
  prosecutor: 'Prosecutor',
  'jail-director': 'Jail Director',
  other: '',
}
