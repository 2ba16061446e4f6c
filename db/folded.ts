import { type RawBuilder, sql } from 'kysely'

/** Whether a text contains these words somewhere; everybody's accents and capitals count the same. */
export function contains(text: RawBuilder<unknown>, words: string): RawBuilder<boolean> {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
  return sql`${folded(text)} like ${folded(sql`${pattern}::text`)}`
}

/** Text without accents and capitals, so that "peticion" finds "Petición". */
function folded(text: RawBuilder<unknown>): RawBuilder<string> {
  return sql`lower(text_search.unaccent('text_search.unaccent', ${text}))`
}
