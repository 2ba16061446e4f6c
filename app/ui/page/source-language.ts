import type { Language } from '~/i18n/language'

/** Sources name themselves in their own language, which nobody notes; letters that only Spanish has tell it. */
export function languageOfSource(title: string): Language {
  return /[áéíóúñ¿¡]/i.test(title) ? 'es' : 'en'
}
