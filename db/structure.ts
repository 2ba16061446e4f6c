import { sql } from 'kysely'
import type { Db } from './client'

/**
 * The schema on one page, in a fixed order: tables with columns and their comments, constraints, indexes. Generated
 * from the database's catalog.
 */
export async function describeStructure(db: Db): Promise<string> {
  const { rows } = await sql<{
    name: string
    columns: string[]
    constraints: string[] | null
    indexes: string[] | null
  }>`
    select c.relname as name,
      (select array_agg(format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
          coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), coalesce(' -- ' || col_description(c.oid, a.attnum), '')) order by a.attnum)
        from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select array_agg(format('  constraint %I %s', conname, pg_get_constraintdef(oid)) order by conname) from pg_constraint where conrelid = c.oid) as constraints,
      (select array_agg(pg_get_indexdef(i.indexrelid) || ';' order by i.indexrelid::regclass::text) from pg_index i
        where i.indrelid = c.oid and not exists (select from pg_constraint where conindid = i.indexrelid)) as indexes
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and c.relname not like 'kysely%' order by c.relname
  `.execute(db)
  return rows
    .map((table) =>
      [`table ${table.name}`, ...table.columns, ...(table.constraints ?? []), ...(table.indexes ?? [])].join('\n'),
    )
    .join('\n\n')
}
