import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import type { Language } from '~/i18n/language'
import type { ListWarning } from '~/office/lists/files/list-file'
import type { Vault } from '~/vault/open.server'
import { readLines } from './import-lines.server'
import type { Mapping } from './import-row'

/** Line numbers shown for each outcome. */
const linesShown = 20

/** The language that most people of a petition's campaign use: what a list's is taken for until somebody says it. */
export async function usualListLanguage(db: Db, { campaignId }: Petition, otherwise: Language): Promise<Language> {
  const [most] = await db
    .selectFrom('person')
    .select('language')
    .where('campaign_id', '=', campaignId)
    .groupBy('language')
    .orderBy(sql`count(*)`, 'desc')
    .orderBy('language')
    .limit(1)
    .execute()
  return most?.language ?? otherwise
}

/** Lists of one petition, with the outcomes of their lines. @param usual language of lists that say none */
export async function readImports(db: Db, vault: Vault, petitionId: string, usual: Language) {
  const batches = await db
    .selectFrom('import_batch')
    .selectAll()
    .where('petition_id', '=', petitionId)
    .orderBy('asked_at', 'desc')
    .limit(20)
    .execute()
  return Promise.all(
    batches.map(async (batch) => {
      const isUnderway = batch.state === 'mapping' || batch.state === 'checking'
      const { rows } = isUnderway
        ? { rows: [] }
        : await sql<{ outcome: string; reason: string | null; count: number; lines: number[] }>`
        select coalesce(outcome, 'unread') as outcome, reason, count(*)::integer as count, (array_agg(line order by line))[1:${linesShown}] as lines
        from import_row where batch_id = ${batch.id} group by 1, 2 order by 1, 2
      `.execute(db)
      const first =
        isUnderway || batch.state === 'checked'
          ? (await readLines(db, vault, batch.id, 0, 4)).map((row) => row.cells ?? [])
          : []
      return {
        id: batch.id,
        state: batch.state,
        columns: batch.columns,
        mapping: (batch.mapping ?? {}) as Mapping,
        all: batch.rows_all,
        done: batch.rows_done,
        at: batch.asked_at.toISOString(),
        outcomes: rows,
        first,
        language: batch.language ?? usual,
        warnings: batch.warnings as ListWarning[],
      }
    }),
  )
}
