import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type Language, otherLanguage } from '~/i18n/language'
import { excerptOf, type Marked } from './excerpt'
import { hitsOnPage, lastPage, type Search, type SearchKind, searchKinds } from './search-kinds'

/** Something found. */
export interface Hit {
  path: string
  title: Marked[]
  note: string
  /** Where its text says it; empty when only its title does. */
  excerpt: Marked[]
}

export interface SearchGroup {
  kind: SearchKind
  count: number
  hits: Hit[]
}

export interface SearchAnswer {
  /** `near`: nothing has the words, and these have titles that are written alike. */
  is: 'exact' | 'near'
  count: number
  /** The best first. */
  groups: SearchGroup[]
  /** Titles that do not have the words and are written almost like them, such as a name with another last letter. */
  alike: Hit[]
  /** How many are found in the other language, when none is in this one. */
  inOther: number
}

/** Characters that are read of a query. */
const longest = 120
/** Of each kind while all are shown. */
const few = 4
/** How alike a title and a query are that has a typo: `polciy` and "policy" are at 0.43. */
const likeness = 0.4
/** The same beside results, where only what is hardly different helps: "gonzales" and "Gonzalez v. ICE" are at 0.78. */
const closeLikeness = 0.6
const mostAlike = 5

/** @param get a parameter of the page's query */
export function readSearch(get: (name: string) => string | null): Search {
  const page = Number(get('page') ?? 1)
  return {
    // PostgreSQL's texts have no NUL.
    q: (get('q') ?? '').replaceAll('\0', '').trim().slice(0, longest),
    kind: searchKinds.find((kind) => kind === get('kind')) ?? null,
    page: Number.isInteger(page) && page >= 1 && page <= lastPage ? page : 1,
  }
}

/**
 * Searches everything that is public, in one language: first for the words, then for titles that are written alike.
 * Quotation marks, `or` and a minus are understood.
 */
export async function searchPages(db: Db, language: Language, search: Search): Promise<SearchAnswer> {
  const exact = await findWords(db, language, search)
  const isPlain = !/["-]/.test(search.q)
  if (exact.length > 0) {
    const alike = isPlain && search.kind === null ? await findMoreAlike(db, language, search.q) : []
    return { ...answerOf('exact', exact, 0), alike }
  }
  const near = isPlain ? await findAlike(db, language, search) : []
  const other = near.length > 0 ? [] : await findWords(db, otherLanguage(language), { ...search, kind: null, page: 1 })
  return answerOf('near', near, answerOf('exact', other, 0).count)
}

interface Row {
  kind: SearchKind
  count: number
  /** Whether it is on this page; the first of each other kind carries the count of its kind. */
  isShown: boolean
  path: string
  title: string
  note: string
  body: string
  /** The words of title and body that were searched for. */
  found: string[]
}

const configuration = { en: sql`'english'::regconfig`, es: sql`'spanish'::regconfig` }

async function findWords(db: Db, language: Language, search: Search): Promise<Row[]> {
  const how = configuration[language]
  const { rows } = await sql<Omit<Row, 'found'> & { marked: string }>`
    with asked as materialized (
      -- Ranked by any of the words: for all of them, the rank is about how close to each other they stand.
      select words, replace(words::text, '&', '|')::tsquery as any_of from websearch_to_tsquery(${how}, plain_text(${search.q})) as words
    ),
    hit as materialized (
      -- A word in a title counts ten times, and long texts count less: what is about it comes before what mentions it.
      select kind, thing_id, ts_rank('{0, 0, 0.1, 1}', search_entry.words, asked.any_of, 1) as score from asked, search_entry
      -- A query of nothing but what must not be there would read the whole table.
      where language = ${language} and search_entry.words @@ asked.words and querytree(asked.words) not in ('', 'T')
    ),
    ${ranked(search)}
    select shown.kind, shown.count, shown."isShown", path, title, note, body,
      ts_headline(${how}, plain_text(title || ' ' || left(body, ${readOfBody})), asked.words, 'HighlightAll=true, StartSel=${sql.raw(open)}, StopSel=${sql.raw(shut)}') as marked
    from asked, shown join search_entry on search_entry.kind = shown.kind and search_entry.thing_id = shown.thing_id and search_entry.language = ${language}
    order by shown.best desc, shown.kind, shown.score desc, shown.thing_id
  `.execute(db)
  return rows.map(({ marked, ...row }) => ({ ...row, found: wordsMarked(marked) }))
}

/** Finds typos and parts of words, in titles. The threshold belongs to the transaction. */
async function findAlike(db: Db, language: Language, search: Search): Promise<Row[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(likeness)}, true)`.execute(trx)
    const { rows } = await sql<Omit<Row, 'found'>>`
      with hit as materialized (
        select kind, thing_id, text_search.word_similarity(plain_text(${search.q}), plain_text(title)) as score from search_entry
        where language = ${language} and plain_text(title) operator(text_search.%>) plain_text(${search.q})
      ),
      ${ranked(search)}
      select shown.kind, shown.count, shown."isShown", path, title, note, body
      from shown join search_entry on search_entry.kind = shown.kind and search_entry.thing_id = shown.thing_id and search_entry.language = ${language}
      order by shown.best desc, shown.kind, shown.score desc, shown.thing_id
    `.execute(trx)
    return rows.map((row) => ({ ...row, found: [] }))
  })
}

/** Titles close to what was found. What the campaigns have written comes before places and officials. */
async function findMoreAlike(db: Db, language: Language, q: string): Promise<Hit[]> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(closeLikeness)}, true)`.execute(trx)
    const { rows } = await sql<Pick<Row, 'path' | 'title' | 'note' | 'body'>>`
      select path, title, note, body from search_entry
      where language = ${language} and plain_text(title) operator(text_search.%>) plain_text(${q})
        and not words @@ websearch_to_tsquery(${configuration[language]}, plain_text(${q}))
      order by kind in ('places', 'officials'), text_search.word_similarity(plain_text(${q}), plain_text(title)) desc, kind, thing_id limit ${mostAlike}
    `.execute(trx)
    return rows.map((row) => hitOf({ ...row, found: [] }))
  })
}

/** Of `hit`: how many there are of each kind, and the rows that this page shows. */
function ranked({ kind, page }: Search) {
  const from = kind ? (page - 1) * hitsOnPage : 0
  const most = kind ? hitsOnPage : few
  return sql`
    -- By bytes: most of the time goes into sorting, and the order of equals does not matter as long as it is one.
    ranked as (select *, row_number() over (partition by kind collate "C" order by score desc, thing_id collate "C") as place from hit),
    counted as (select kind, count(*)::integer as count, max(score) as best from hit group by kind),
    placed as (select *, place > ${from} and place <= ${from + most} and kind = coalesce(${kind}, kind) as "isShown" from ranked where place <= ${from + most}),
    shown as (select placed.*, count, best from placed join counted using (kind) where place = 1 or "isShown")
  `
}

/** Characters of a text in which the place to show is looked for. */
const readOfBody = 6_000
/** Marks that no text has: control characters are not typed, and cannot be pasted into a form. */
const open = '\u0002'
const shut = '\u0003'

function wordsMarked(text: string): string[] {
  return text
    .split(open)
    .slice(1)
    .map((piece) => piece.split(shut, 1)[0]!)
}

function answerOf(is: SearchAnswer['is'], rows: readonly Row[], inOther: number): SearchAnswer {
  const groups = new Map<SearchKind, SearchGroup>()
  for (const { kind, count, isShown, ...row } of rows) {
    const group = groups.get(kind) ?? { kind, count, hits: [] }
    groups.set(kind, group)
    if (isShown) group.hits.push(hitOf(row))
  }
  const all = [...groups.values()]
  return { is, count: all.reduce((sum, { count }) => sum + count, 0), groups: all, alike: [], inOther }
}

function hitOf({ path, title, note, body, found }: Pick<Row, 'path' | 'title' | 'note' | 'body' | 'found'>): Hit {
  return { path, note, ...excerptOf(title, body, found) }
}
