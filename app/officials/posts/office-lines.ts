import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Target } from './target'

/** One post in a list: its holder, its title, the slug of its page. */
export interface PublicPostLine {
  slug: string
  /** Null when vacant. */
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

/** Groups posts by office, keeping their order. */
export function officeLines(targets: readonly Target[]): OfficeLines[] {
  const offices = new Map<string, OfficeLines>()
  for (const { organization, slug, holder, role, title, district } of targets) {
    const office = offices.get(organization.id) ?? { id: organization.id, name: organization.name, posts: [] }
    office.posts.push({ slug, holder: holder?.name ?? null, role, title, district })
    offices.set(organization.id, office)
  }
  return [...offices.values()]
}

/** The title of a post: the office's own in English, our translation in Spanish if there is one. */
export function postTitle(
  lang: Language,
  t: Translate,
  { role, title, district }: Pick<PublicPostLine, 'role' | 'title' | 'district'>,
): string {
  const words = role === 'other' || lang === 'en' ? title : t(`places.roles.${role}`)
  return district ? `${words}, ${t('places.district', { district })}` : words
}
