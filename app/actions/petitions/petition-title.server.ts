import { type RawBuilder, sql } from 'kysely'
import type { Language } from '~/i18n/language'

/** The title of `petition` in a language, else in the other; a petition without one goes by its slug. */
export function petitionTitle(language: Language): RawBuilder<string> {
  return sql<string>`coalesce(nullif(petition.title ->> ${language}, ''), nullif(petition.title ->> 'en', ''), nullif(petition.title ->> 'es', ''), petition.slug)`
}
