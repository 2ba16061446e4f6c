import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Target } from './target'

/** One post on a list: who holds it, what it is, where its page is. */
export interface PublicPostLine {
  slug: string
  /** Null: vacant. */
  holder: string | null
  role: Target['role']
  title: string
  district: string
}

/** An office with its posts. */
export interface OfficeLines {
  id: string
  name: string
  posts: PublicPostLine[]
}

/** Posts by the office they belong to, in the order they come. */
export function officeLines(targets: readonly Target[]): OfficeLines[] {
  const offices = new Map<string, OfficeLines>()
  for (const { organization, slug, holder, role, title, district } of targets) {
    const office = offices.get(organization.id) ?? { id: organization.id, name: organization.name, posts: [] }
    office.posts.push({ slug, holder: holder?.name ?? null, role, title, district })
    offices.set(organization.id, office)
  }
  return [...offices.values()]
}

/** What somebody is: the office's own word in English, ours in Spanish where we have one. */
export function postTitle(
  lang: Language,
  t: Translate,
  { role, title, district }: Pick<PublicPostLine, 'role' | 'title' | 'district'>,
): string {
  const words = role === 'other' || lang === 'en' ? title : t(`places.roles.${role}`)
  return district ? `${words}, ${t('places.district', { district })}` : words
}
