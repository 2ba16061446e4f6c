import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual, Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { readWarnings } from '~/office/lists/read-from'
import { badLinesCsv } from '~/office/lists/read-lines.server'
import { reviewedKey } from '~/office/lists/reviewed-key.server'
import { readFields } from '~/office/people/fields/custom-fields.server'
import { paths } from '~/paths'
import type { Vault } from '~/vault/open.server'
import { readRowsToChoose } from './choose-rows.server'
import { type FieldReason, sayLineReason } from './field-columns'
import { lineOf, readLines } from './import-lines.server'
import { correctableReasons, type ImportRowReason, type Mapping } from './import-row'
import { type ListOwner, listsOf } from './list-owner'
import type { Mend, Notice } from './mend-cell'
import { keptUntil } from './purge-imports.server'

/** Line numbers shown for each outcome. */
const linesShown = 20

/** The language that most people of a petition's campaign use: what a list's is taken for until somebody says it. */
export async function usualListLanguage(
  db: Db,
  { campaignId }: Pick<ListOwner, 'campaignId'>,
  otherwise: Language,
): Promise<Language> {
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

/** How many lines have an outcome, and the numbers of the first. */
interface Outcome {
  /** `double`: an earlier line is about the same person. */
  outcome: string
  reason: string | null
  count: number
  waiting: number
  lines: number[]
  /** Of doubles: the number of that earlier line. */
  firsts: (number | null)[]
}

/** Lists of one petition or campaign, with the outcomes of their lines. @param usual language of lists that say none */
export async function readImports(db: Db, vault: Vault, owner: Pick<ListOwner, 'id'>, usual: Language) {
  const batches = await db
    .selectFrom('import_batch')
    .selectAll()
    .where(listsOf(owner))
    .orderBy('asked_at', 'desc')
    .limit(20)
    .execute()
  return Promise.all(
    batches.map(async (batch) => {
      const { warnings, readFrom } = readWarnings(batch.warnings)
      const isUnderway = batch.state === 'mapping' || batch.state === 'checking'
      const { rows } = isUnderway
        ? { rows: [] }
        : await sql<Outcome>`
        select case when double_of is not null and outcome in ('good', 'again') then 'double' else coalesce(outcome, 'unread') end as outcome, reason, count(*)::integer as count,
          (count(*) filter (where outcome = 'good'))::integer as waiting, (array_agg(line order by line))[1:${linesShown}] as lines, (array_agg(double_of order by line))[1:${linesShown}] as firsts
        from import_row where batch_id = ${batch.id} and line > 0 group by 1, 2 order by 1, 2
      `.execute(db)
      const first =
        isUnderway || batch.state === 'checked'
          ? (await readLines(db, vault, batch.id, 0, 4)).map((row) => row.cells ?? [])
          : []
      return {
        id: batch.id,
        state: batch.state,
        isSetAside: batch.failed_at !== null,
        columns: batch.columns,
        mapping: (batch.mapping ?? {}) as Mapping,
        dayOrders: batch.day_orders,
        reviewed: reviewedKey(batch.mapping, batch.language),
        all: batch.rows_all,
        done: batch.rows_done,
        at: batch.asked_at.toISOString(),
        outcomes: rows,
        /** Lines that are recorded now or would be, with their doubles. */
        waiting: rows.reduce((sum, one) => sum + one.waiting, 0),
        mends: isUnderway ? [] : await countMends(db, batch.id),
        toFix:
          batch.state === 'checked' || batch.state === 'done'
            ? await linesToFix(db, vault, batch.id, batch.mapping ?? {})
            : [],
        keptUntil: keptUntil(batch).toISOString(),
        first,
        language: batch.language ?? usual,
        evidence: batch.evidence,
        warnings,
        readFrom,
        rowsToChoose:
          isUnderway || batch.state === 'checked'
            ? await readRowsToChoose({ db, vault }, { id: batch.id, readFrom })
            : [],
      }
    }),
  )
}

/** Lists of people that somebody has to finish, the first to be deleted first, and how many there are. */
export async function unfinishedImports({ db, groupsWith }: Pick<Office, 'db' | 'groupsWith'>) {
  const rows = await db
    .selectFrom('import_batch')
    .leftJoin('petition', 'petition.id', 'petition_id')
    .leftJoin('campaign', 'campaign.id', 'import_batch.campaign_id')
    .select(['rows_all as lines', 'acted_at', 'asked_at'])
    .select(sql<Bilingual>`coalesce(petition.title, campaign.name)`.as('title'))
    .select(sql<string>`coalesce(petition.slug, campaign.slug)`.as('slug'))
    .select(sql<boolean>`petition.id is null`.as('isOfCampaign'))
    .select(sql<number>`(count(*) over ())::integer`.as('count'))
    .where('import_batch.state', 'in', ['mapping', 'checked'])
    .where(sql<boolean>`coalesce(petition.group_id, campaign.group_id) = any(${groupsWith('import')}::uuid[])`)
    .orderBy(sql`coalesce(acted_at, asked_at)`)
    .orderBy('import_batch.id')
    .limit(5)
    .execute()
  return {
    few: rows.map(({ slug, isOfCampaign, title, lines, ...times }) => ({
      path: isOfCampaign ? paths.office.peopleImport(slug) : paths.office.petitionImport(slug),
      title,
      lines,
      until: keptUntil(times).toISOString(),
    })),
    count: rows[0]?.count ?? 0,
  }
}

/** What was set right in the lines of a list, with the numbers of the first of them. */
async function countMends(db: Db, id: string): Promise<{ mend: Mend | Notice; count: number; lines: number[] }[]> {
  const { rows } = await sql<{ mend: Mend | Notice; count: number; lines: number[] }>`
    select mend, count(*)::integer as count, (array_agg(line order by line))[1:${linesShown}] as lines
    from import_row, unnest(mends) as mend where batch_id = ${id} group by 1 order by 1
  `.execute(db)
  return rows
}

/** The first refused lines that can be corrected in place. */
async function linesToFix(db: Db, vault: Vault, id: string, mapping: Mapping) {
  const rows = await refused(db, id)
    .where('outcome', '=', 'bad')
    .where(sql<boolean>`(reason = any(${correctableReasons(mapping)}::text[]) or reason like 'field %')`)
    .limit(linesShown)
    .execute()
  return rows.flatMap(({ line, reason, ...row }) => {
    const { cells } = lineOf(vault, id, { line, ...row })
    return cells ? [{ line, reason: reason as ImportRowReason | FieldReason, cells }] : []
  })
}

function refused(db: Db, id: string) {
  return db
    .selectFrom('import_row')
    .select(['line', 'outcome', 'reason', 'sealed', 'sealed_line'])
    .where('batch_id', '=', id)
    .where('line', '>', 0)
    .where('outcome', 'not in', ['good', 'recorded', 'known', 'again', 'opted-out'])
    .where(sql<boolean>`sealed <> ''`)
    .orderBy('line')
}

/**
 * The lines of a list that were not recorded, unchanged, with the reasons in words, to be corrected and imported again.
 * People who asked us not to write are not among them.
 *
 * @returns null when there is no such list
 */
export async function badSignersCsv(
  { db, t, lang, vault }: Pick<Office, 'db' | 't' | 'lang' | 'vault'>,
  owner: Pick<ListOwner, 'id' | 'groupId'>,
  id: string,
): Promise<{ csv: string; lines: number } | null> {
  const batch = await db
    .selectFrom('import_batch')
    .select('columns')
    .where('id', '=', id)
    .where(listsOf(owner))
    .executeTakeFirst()
  if (!batch) return null
  const rows = await refused(db, id).execute()
  const fields = await readFields(db, [owner.groupId])
  const lines = rows.map(({ line, outcome, reason, ...row }) => ({
    line,
    cells: lineOf(vault, id, { line, ...row }).cells,
    why: reason
      ? sayLineReason(t, lang, reason as ImportRowReason | FieldReason, fields)
      : t(`office.imports.outcomes.${outcome as 'refused'}`),
  }))
  return { csv: badLinesCsv(t, batch.columns, lines), lines: rows.length }
}
