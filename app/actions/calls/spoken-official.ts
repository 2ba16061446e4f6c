import { targetWords } from '~/actions/kind/target-words'
import { inEnglish } from '~/channels/voice/speech'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Target } from '~/officials/posts/target'

/**
 * How the voice names an official: Sheriff Ida Vance; in Spanish *Ida Vance, alguacil*, without an article because we
 * do not know whether it is *el* or *la*. A vacant post is named by its office. Titles without a Spanish word are said
 * in English.
 */
export function spoken(target: Target, language: Language): string {
  const english = (words: string) => (language === 'en' ? words : inEnglish(words))
  if (!target.holder) return english(target.organization.name)
  if (language === 'en') return `${targetWords(target).title.en} ${target.holder.name}`
  return `${target.holder.name}, ${target.role === 'other' ? english(target.title) : translator(language)(`texts.voice.titles.${target.role}`)}`
}
