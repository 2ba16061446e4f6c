import { sql } from 'kysely'

/** What is imported from lists after a look at what would change: officials, policies. */
export type ListKind = 'roster' | 'policy'

/** The table with the lists of a kind. */
export function listsTable(kind: ListKind) {
  return sql.table(`${kind}_import`)
}

/** The table with their lines. */
export function linesTable(kind: ListKind) {
  return sql.table(`${kind}_import_row`)
}
