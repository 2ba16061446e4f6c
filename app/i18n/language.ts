/** Firme's two languages, in the order they are offered. */
export const languages = ['en', 'es'] as const

export type Language = (typeof languages)[number]

/** A text that exists in both languages or not at all. */
export interface Bilingual {
  en: string
  es: string
}

/** The locale for a language's number and date formats: 3,181 and 7:00 p. m., not 3181 and 19:00. */
export const localeOf: Record<Language, string> = { en: 'en-US', es: 'es-US' }

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'es'
}

export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'es' : 'en'
}

/** Each language's own name. */
export const languageNames: Bilingual = { en: 'English', es: 'Español' }

/** Builds a text in both languages. */
export function inBoth(say: (language: Language) => string): Bilingual {
  return { en: say('en'), es: say('es') }
}
