import { placeInSentence, stateName } from '~/jurisdictions/place-name'
import { stateNames } from '~/jurisdictions/state-names'
import type { Bilingual } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Target } from '~/officials/target'

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
  const spanish = target.role === 'other' ? target.title : translator('es')(`outreach.titles.${target.role}`)
  const title = { en: target.title, es: spanish }
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
export function nameOf(target: Target): string {
  return target.holder?.name ?? target.title
}

/** An office where there is room for a line: who holds it and as what, or what and where when nobody does. */
export function officeName(target: Target): Bilingual {
  const { official, title, place } = targetWords(target)
  return target.holder ? { en: `${title.en} ${official.en}`, es: `${official.es} (${title.es})` } : { en: `${title.en}, ${place.en}`, es: `${title.es}, ${place.es}` }
}
