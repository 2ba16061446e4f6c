import type { OrganizationKind } from '#db/schema-officials'
import type { PostRole } from '~/officials/posts/target'
import type { GazetteerPlace } from './gazetteer'
import { readRole } from './read-words'

/** What a body is called where the list does not say. */
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

/** The title as the office says it; a role's own words where they say more than the role; else what the role is mostly called. */
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
