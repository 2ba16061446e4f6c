/**
 * What the statements of a migration may take away from the version before it, which goes on running for a while.
 *
 * Errs on the side of asking: a migration that is right all the same says why, in `export const survives`.
 *
 * @param statements SQL in order, of one migration
 */
export function whatBreaks(statements: readonly string[]): string[] {
  const all = statements.map((statement) => statement.replaceAll(/--.*$/gm, '').replaceAll(/\s+/g, ' ').toLowerCase())
  const made = new Set(all.flatMap((text) => [...text.matchAll(/create table (?:if not exists )?"?(\w+)/g)].map(at(1))))
  return all.flatMap((text) => {
    const table = /\balter table (?:if exists )?(?:only )?"?(\w+)/.exec(text)?.[1]
    const breaks = made.has(table ?? '') ? [] : takes.filter(({ by }) => by.test(text)).map(({ what }) => what)
    const indexed = [...text.matchAll(/create (?:unique )?index .*? on (?:only )?"?(\w+)/g)].map(at(1))
    return [...breaks, ...(indexed.every((one) => made.has(one)) ? [] : [locksTable])]
  })
}

/** An index on a table that exists is built beside the migrations, because it would block whoever writes. */
export const locksTable = 'builds an index while nobody can write: put it in db/indexes.ts'

const takes = [
  { by: /\bdrop\b(?! table if exists "?kysely)/, what: 'drops something' },
  { by: /\brename\b/, what: 'renames something' },
  { by: /\balter (?:column )?"?\w+"? (?:set data )?type\b/, what: 'changes the type of a column' },
  { by: /\bset not null\b/, what: 'refuses null where it was allowed' },
  {
    by: /\badd column (?:(?!, add|;|\bdefault\b).)*\bnot null\b(?!(?:(?!, add|;).)*\bdefault\b)/,
    what: 'adds a column that inserts must name',
  },
  {
    by: /\badd (?:constraint|check|unique|primary key|foreign key|exclude)\b/,
    what: 'refuses rows that were allowed',
  },
  { by: /\bcreate (?:or replace )?(?:constraint )?trigger\b/, what: 'acts on what others write' },
  { by: /\b(?:truncate|delete from)\b|(?:^|;|\bbegin|\bthen|\bloop) ?update "?\w/, what: 'changes rows' },
  { by: /\brevoke\b/, what: 'takes a right back' },
]

function at(group: number) {
  return (match: RegExpMatchArray) => match[group]!
}
