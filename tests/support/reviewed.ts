import { sql } from 'kysely'
import { reviewedKey } from '~/office/lists/reviewed-key.server'
import type { ListsTable } from '~/office/lists/set-aside.server'
import type { World } from './firme-test'

/** The fields of a form that lets a list go, with what its page says was reviewed. */
export async function reviewedFields<Fields extends Record<string, string | Blob>>(
  world: World,
  table: ListsTable,
  fields: Fields,
): Promise<Fields | (Fields & { reviewed: string })> {
  if (fields.intent !== 'run' || fields.reviewed !== undefined) return fields
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from ${sql.table(table)} where id = ${fields.id}`.execute(world.db)
  const { format, mapping, options, language } = rows[0]!
  const reviewed = table === 'import_batch' ? reviewedKey(mapping, language) : reviewedKey(format, mapping, options)
  return { ...fields, reviewed }
}
