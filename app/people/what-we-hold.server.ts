import { sql } from 'kysely'
import type { Db } from '#db/client'

/** A stored column that contains or identifies a person. */
export interface PersonalColumn {
  column: string
  purpose: string
  keptUntil: string
  whoOpens: string
}

/** Lists every personal column, from the column comments in the schema. */
export async function personalColumns(db: Db): Promise<PersonalColumn[]> {
  const { rows } = await sql<{ column: string; comment: string }>`
    select c.relname || '.' || a.attname as column, d.description as comment
    from pg_description d
    join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where d.description like 'personal:%' order by 1
  `.execute(db)
  return rows.map(({ column, comment }) => {
    const [purpose = '', keptUntil = '', whoOpens = ''] = comment
      .slice('personal:'.length)
      .split('|')
      .map((part) => part.trim())
    return { column, purpose, keptUntil, whoOpens }
  })
}

/** The same list as readable text. */
export async function whatWeHold(db: Db): Promise<string> {
  const columns = await personalColumns(db)
  return columns
    .map(
      ({ column, purpose, keptUntil, whoOpens }) =>
        `${column}\n  for:        ${purpose}\n  kept until: ${keptUntil}\n  opened by:  ${whoOpens}`,
    )
    .join('\n')
}
