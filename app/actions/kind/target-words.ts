import { placeInSentence, placeNameWithin, stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { type Bilingual, type Language, localeOf } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { PostRole, Target } from '~/officials/posts/target'

/**
 * A target's names and places for texts. The title is the office's own in English, our word for the role in Spanish.
 */
export interface TargetWords {
  /** The holder, or the title when the post is vacant. */
  official: Bilingual
  title: Bilingual
  /** In the form used inside a sentence: Saguaro County, el condado de Saguaro. */
  place: Bilingual
  state: Bilingual
}

/** Builds the values for tokens in scripts and letters. */
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

/** A short name for a target: the holder's, or the title of a vacant post. */
export function nameOf(target: Pick<Target, 'holder' | 'role' | 'title'>, language: Language): string {
  return target.holder?.name ?? titleIn(language, target)
}

/** The title: the office's own in English, our word for the role in Spanish where there is one. */
export function titleIn(language: Language, { role, title }: { role: PostRole; title: string }): string {
  return language === 'en' || role === 'other' ? title : translator(language)(`outreach.titles.${role}`)
}

/** A post as shown in lists. */
export interface ListedPost {
  role: PostRole
  title: string
  /** '' when the post represents the whole place. */
  district: string
  place: string
  placeKind: string
}

/** Title and place of a post: Council Member 3, Ocotillo. */
export function postWords(language: Language, post: ListedPost): string {
  return `${[titleIn(language, post), post.district].filter(Boolean).join(' ')}, ${placeNameWithin(language, { name: post.place, kind: post.placeKind })}`
}

/** Joins names with commas and a final “and”; in Spanish “y”, or “e” before an i sound. */
export function namesTogether(language: Language, names: readonly string[]): string {
  return new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(names)
}

/** An office in one line: title and holder, or title and place when vacant. */
export function officeName(target: Target): Bilingual {
  const { official, title, place } = targetWords(target)
  return target.holder
    ? { en: `${title.en} ${official.en}`, es: `${official.es} (${title.es})` }
    : { en: `${title.en}, ${place.en}`, es: `${title.es}, ${place.es}` }
}
