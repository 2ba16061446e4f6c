import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { idType, type WrittenTable } from './kept-rows.server'

/**
 * Which rows others refer to: targets, letters, calls, tallies, reports, holders, contacts. The catalog says which tables
 * can, so that none is forgotten.
 *
 * @param own ids of rows that do not count, because they go with them
 */
export async function isBuiltOn(
  trx: Trx,
  table: WrittenTable,
  { ids, own }: { ids: readonly string[]; own: readonly string[] },
): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows: keys } = await sql<{ child: string; column: string; hasId: boolean }>`
    select conrelid::regclass::text as child, attribute.attname as column, exists (select from pg_attribute as own where own.attrelid = conrelid and own.attname = 'id' and not own.attisdropped) as "hasId"
    from pg_constraint join pg_attribute as attribute on attribute.attrelid = conrelid and attribute.attnum = conkey[1]
    where contype = 'f' and confrelid = ${table}::regclass and array_length(conkey, 1) = 1
  `.execute(trx)
  const found: string[] = []
  for (const { child, column, hasId } of keys) {
    const isOther = hasId ? sql`child.id::text not in (select unnest(${own}::text[]))` : sql`true`
    const { rows } = await sql<{ id: string }>`
      select distinct child.${sql.ref(column)}::text as id from ${sql.table(child)} as child where child.${sql.ref(column)} = any(${ids}::${idType(table)}[]) and ${isOther}
    `.execute(trx)
    found.push(...rows.map(({ id }) => id))
  }
  return found
}
