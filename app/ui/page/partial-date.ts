import { type Language, localeOf } from '~/i18n/language'

/** A date as exact as it is known: 2014, November 2014 / noviembre de 2014, November 20, 2014. @param day YYYY[-MM[-DD]] */
export function partialDate(language: Language, day: string): string {
  const [year, month, date] = day.split('-')
  if (!year) return ''
  if (!month) return year
  const shown = date ? ({ dateStyle: 'long' } as const) : ({ year: 'numeric', month: 'long' } as const)
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date ?? 1)))
  return new Intl.DateTimeFormat(localeOf[language], { ...shown, timeZone: 'UTC' }).format(at)
}
