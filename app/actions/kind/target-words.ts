import { placeInSentence, placeNameWithin, stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { type Bilingual, type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { PostRole, Target } from '~/officials/posts/target'

/** How a target is spoken of: who, as what, where. The title is the office's own in English, and the word for its role in Spanish. */
export interface TargetWords {
  /** The holder, or the title when the post is vacant. */
  official: Bilingual
  title: Bilingual
  /** As it is said in a sentence: Saguaro County, el condado de Saguaro. */
  place: Bilingual
  state: Bilingual
}

/** Fills what scripts and letters say of a target. */
export function targetWords(target: Target): TargetWords {
  const title = { en: titleIn('en', target), es: titleIn('es', target) }
  const { place } = target
  const state = place.state ? (stateNames[place.state] ?? place.state) : ''
  return {
    official: target.holder ? { en: target.holder.name, es: target.holder.name } : title,
    title,
    place: { en: placeInSentence('en', place), es: placeInSentence('es', place) },
    state: { en: state, es: stateName('es', state) },
  }
}

/** How a target is called where there is room for one word: the holder's name, or the title of a vacant post. */
export function nameOf(target: Pick<Target, 'holder' | 'role' | 'title'>, language: Language): string {
  return target.holder?.name ?? titleIn(language, target)
}

/** What somebody is: in English as the office says it, in Spanish our word for the role where there is one. */
export function titleIn(language: Language, { role, title }: { role: PostRole; title: string }): string {
  return language === 'en' || role === 'other' ? title : translator(language)(`outreach.titles.${role}`)
}

/** A post as lists have it. */
export interface ListedPost {
  role: PostRole
  title: string
  /** '' when it stands for the whole place. */
  district: string
  place: string
  placeKind: string
}

/** What somebody is, and where: Council Member 3, Ocotillo. */
export function postWords(language: Language, post: ListedPost): string {
  return `${[titleIn(language, post), post.district].filter(Boolean).join(' ')}, ${placeNameWithin(language, { name: post.place, kind: post.placeKind })}`
}

/** Names one after the other, the last with its “and”; in Spanish “e” before the same sound. */
export function namesTogether(language: Language, names: readonly string[]): string {
  return new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(names)
}

/** An office where there is room for a line: who holds it and as what, or what and where when nobody does. */
export function officeName(target: Target): Bilingual {
  const { official, title, place } = targetWords(target)
  return target.holder
    ? { en: `${title.en} ${official.en}`, es: `${official.es} (${title.es})` }
    : { en: `${title.en}, ${place.en}`, es: `${title.es}, ${place.es}` }
}
