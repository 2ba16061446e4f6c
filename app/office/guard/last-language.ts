import { parseCookie, stringifySetCookie } from 'cookie'
import { isLanguage, type Language } from '~/i18n/language'
import { preferredLanguage } from '~/i18n/route-language'

const languageCookie = '__Host-firme-language'
const keptDays = 365

/**
 * The language in which this browser last read the office, or else the one it prefers. For answers given without the
 * account, which knows better: before signing in, and while the database is away.
 */
export function lastLanguage({ cookie, preferred }: { cookie: string | null; preferred: string | null }): Language {
  const last = parseCookie(cookie ?? '')[languageCookie]
  return isLanguage(last) ? last : preferredLanguage(preferred)
}

/** The header that keeps it; null when the browser has it already. */
export function languageHeader(cookie: string | null, language: Language): string | null {
  if (parseCookie(cookie ?? '')[languageCookie] === language) return null
  const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const
  return stringifySetCookie({ ...attributes, name: languageCookie, value: language, maxAge: keptDays * 86_400 })
}
