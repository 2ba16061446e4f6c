import { type Kysely, sql } from 'kysely'

/** Cleaned copies of documents, and snippets of their pages with accents. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table document
      -- What the worker is to do with its files: write a cleaned copy, delete files, remove the document. Null: nothing.
      add column file_work jsonb,
      -- The file as it was uploaded, if it was kept beside its cleaned copy. Never public.
      add column kept_sha256 text check (kept_sha256 ~ '^[0-9a-f]{64}$');
    comment on column document.findings is 'personal: show organizers what a file may not have been meant to tell: numbers and words that it still holds | until the file is replaced or deleted | office, worker';

    -- They find the same words as plain_text(): ts_headline() needs the text with its accents and capitals.
    create text search configuration text_search.english_plain (copy = english);
    alter text search configuration text_search.english_plain
      alter mapping for hword, hword_part, word, asciihword, hword_asciipart, asciiword with text_search.unaccent, english_stem;
    create text search configuration text_search.spanish_plain (copy = spanish);
    alter text search configuration text_search.spanish_plain
      alter mapping for hword, hword_part, word, asciihword, hword_asciipart, asciiword with text_search.unaccent, spanish_stem;
  `.execute(db)
}
