import { type Kysely, sql } from 'kysely'

export const survives = 'It changes only what is derived from texts; the previous version reads it the same way.'

/**
 * Spanish words in -ción are found in singular and plural: without its accent, the stemmer does not know that ending.
 * Deportación and deportaciones share a stem, deportacion does not.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function plain_text(text) returns text language sql immutable strict parallel safe
      as $$ select regexp_replace(lower(text_search.unaccent('text_search.unaccent'::regdictionary, $1)), '([au])cion\\M', '\\1ción', 'g') $$;

    -- What was derived before is derived again.
    update search_entry set title = title;
    update document_page set text = text;
    reindex index search_titles;
  `.execute(db)
}
