import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { caseContent } from '~/campaigns/cases/case-content'
import { referredPlaces } from '~/campaigns/story/referred.server'
import { asListed, readTimelineRow, type TimelineRow, timelineColumnOf } from '~/campaigns/timeline/read-timeline-row'
import { timelineContent } from '~/campaigns/timeline/timeline-content'
import { standingColumns, type TimelineColumn, timelineCsv } from '~/campaigns/timeline/timeline-csv'
import type { ListLine } from '~/channels/uploads/read-csv'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { readList } from '~/office/lists/files/read-list.server'

/** A campaign whose timeline is imported. */
export interface ImportedCampaign {
  id: string
  slug: string
  groupId: string
}

/** A line and what would come of it. */
export interface CheckedLine extends TimelineRow {
  line: number
  /**
   * `new`: becomes a draft. `same`: the entry is there and says the same. `differs`: it is there and says something else;
   * it stays as it is. `bad`: left out. `unread`: the file is broken there.
   */
  outcome: 'new' | 'same' | 'differs' | 'bad' | 'unread'
}

/** A list as it was checked; nothing has been written. */
export interface CheckedList {
  lines: CheckedLine[]
  /** Headings that are not read. */
  notRead: string[]
  /** Columns without which nothing can be read. */
  lacking: TimelineColumn[]
  /** The new lines, to be posted again when they are taken in. */
  csv: string
}

/** Lines of one list. */
export const mostLines = 1_000
const needed = ['date', 'title_en', 'title_es'] as const

/**
 * Checks a list of entries: says for each line what would come of it.
 *
 * @throws RefusedFile when the file cannot be read
 */
export async function checkTimeline(
  office: Office,
  campaign: ImportedCampaign,
  file: UploadedFile,
): Promise<CheckedList | { outcome: 'too-long' }> {
  return readList(office, [file], async ({ columns, lines }) => {
    const mapped = columns.map(timelineColumnOf)
    const lacking = needed.filter((column) => !mapped.includes(column))
    const notRead = columns.filter(
      (column, at) => mapped[at] === null && !standingColumns.some((one) => one === column),
    )
    const listed: ListLine[] = []
    for await (const line of lines) {
      if (line.line < 0 || (line.cells === null && line.problem === 'blank')) continue
      if (listed.push(line) > mostLines) return { outcome: 'too-long' as const }
    }
    if (lacking.length > 0) return { lines: [], notRead, lacking, csv: '' }
    const checked = await checkLines(office.db, campaign, listed, mapped)
    const fresh = checked.filter(({ outcome }) => outcome === 'new').map(({ key, content }) => ({ slug: key, content }))
    return { lines: checked, notRead, lacking, csv: timelineCsv(fresh) }
  })
}

async function checkLines(
  db: Db,
  campaign: ImportedCampaign,
  lines: readonly ListLine[],
  mapped: readonly (TimelineColumn | null)[],
): Promise<CheckedLine[]> {
  const rows = lines.map(({ line, cells }) => ({ line, isRead: cells !== null, row: rowOf(cells ?? [], mapped) }))
  const [known, refers] = await Promise.all([
    knownEntries(db, campaign.id),
    findReferred(
      db,
      campaign.id,
      rows.map(({ row }) => row),
    ),
  ])
  const seen = new Set<string>()
  return rows.map(({ line, isRead, row }) => {
    if (!isRead) return { ...row, line, problems: [], outcome: 'unread' }
    const problems = [...row.problems, ...refers(row)]
    if (seen.has(row.key)) problems.push({ column: 'key', why: 'keyTwice', cell: row.key })
    seen.add(row.key)
    return { ...row, line, problems, outcome: outcomeOf({ ...row, problems }, known) }
  })
}

function rowOf(cells: readonly string[], mapped: readonly (TimelineColumn | null)[]): TimelineRow {
  return readTimelineRow(Object.fromEntries(cells.flatMap((cell, at) => (mapped[at] ? [[mapped[at], cell]] : []))))
}

function outcomeOf(
  { key, content, problems }: TimelineRow,
  known: ReadonlyMap<string, unknown>,
): CheckedLine['outcome'] {
  if (problems.some(({ why }) => why !== 'missing')) return 'bad'
  if (!known.has(key)) return 'new'
  return isDeepStrictEqual(known.get(key), content) ? 'same' : 'differs'
}

/** What the campaign's entries say, by slug, whatever their state. */
async function knownEntries(db: Db, campaignId: string): Promise<Map<string, unknown>> {
  const rows = await db
    .selectFrom('timeline_entry')
    .select(['slug', 'content'])
    .where('campaign_id', '=', campaignId)
    .execute()
  return new Map(rows.map(({ slug, content }) => [slug, asListed(timelineContent.parse(content))]))
}

/** Finds what lines refer to that is not there. */
async function findReferred(
  db: Db,
  campaignId: string,
  rows: readonly TimelineRow[],
): Promise<(row: TimelineRow) => TimelineRow['problems']> {
  const drafts = await db
    .selectFrom('court_case')
    .select(['slug', 'content'])
    .where('campaign_id', '=', campaignId)
    .execute()
  const cases = new Map(drafts.map(({ slug, content }) => [slug, caseContent.parse(content)]))
  const places = await referredPlaces(
    db,
    rows.map(({ content }) => content.place),
  )
  const documents = await db.selectFrom('document').select('slug').where('campaign_id', '=', campaignId).execute()
  const isDocument = new Set(documents.map(({ slug }) => slug))
  return ({ content: { courtCase, caseEvent, document, place } }) => {
    const events = cases.get(courtCase)?.events ?? []
    const missing: [TimelineColumn, string, boolean][] = [
      ['case', courtCase, !cases.has(courtCase)],
      ['case_event', caseEvent, !events.some(({ key }) => key === caseEvent)],
      ['document', document, !isDocument.has(document)],
      ['place', place, !places.has(place)],
    ]
    return missing.flatMap(([column, cell, isMissing]) =>
      cell && isMissing ? [{ column, why: 'notThere' as const, cell }] : [],
    )
  }
}

/**
 * Takes in the new lines of a list as drafts, in one batch that can be undone. Lines whose key is there by now are left
 * alone: taking in the same list twice changes nothing.
 *
 * The batch is noted in the drafts themselves. Editing one writes its content anew, without the note: undoing a batch
 * leaves alone whatever somebody has worked on.
 *
 * @throws RefusedFile when the list cannot be read
 */
export async function takeInTimeline(
  office: Office,
  campaign: ImportedCampaign,
  file: UploadedFile,
): Promise<{ outcome: 'taken'; count: number } | { outcome: 'too-long' }> {
  const checked = await checkTimeline(office, campaign, file)
  if ('outcome' in checked) return checked
  const fresh = checked.lines.filter(({ outcome }) => outcome === 'new')
  if (fresh.length === 0) return { outcome: 'taken', count: 0 }
  const importId = randomUUID()
  const { now } = office
  return office.db.transaction().execute(async (trx) => {
    const rows = await trx
      .insertInto('timeline_entry')
      .values(
        fresh.map(({ key, content }) => ({
          campaign_id: campaign.id,
          slug: key,
          content: JSON.stringify({ ...content, importId }),
          happened_on: content.happenedOn || null,
          kind: content.kind || 'organizing',
          created_at: now,
          updated_at: now,
        })),
      )
      .onConflict((conflict) => conflict.columns(['campaign_id', 'slug']).doNothing())
      .returning('id')
      .execute()
    const entry = { groupId: campaign.groupId, act: 'imported-timeline', subject: importId } as const
    await office.audit({ ...entry, howMany: rows.length }, trx)
    return { outcome: 'taken', count: rows.length }
  })
}

/** A batch of drafts from one list that nobody has worked on since. */
export interface ImportBatch {
  id: string
  count: number
  at: string
}

/** Batches of a campaign that can be undone, newest first. */
export async function readBatches(db: Db, campaignId: string): Promise<ImportBatch[]> {
  const { rows } = await sql<{ id: string; count: number; at: Date }>`
    select content ->> 'importId' as id, count(*)::integer as count, min(created_at) as at
    from timeline_entry where ${untouched(campaignId)} group by 1 order by 3 desc
  `.execute(db)
  return rows.map(({ at, ...batch }) => ({ ...batch, at: at.toISOString() }))
}

/** Undoes an import: its drafts that nobody has worked on are deleted. @returns how many */
export async function undoTimelineImport(office: Office, campaign: ImportedCampaign, id: string): Promise<number> {
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      delete from timeline_entry where ${untouched(campaign.id)} and content ->> 'importId' = ${id} returning id
    `.execute(trx)
    if (rows.length === 0) return 0
    const entry = { groupId: campaign.groupId, act: 'undid-timeline-import', subject: id } as const
    await office.audit({ ...entry, howMany: rows.length }, trx)
    return rows.length
  })
}

/** Imported drafts that were neither edited nor published. */
function untouched(campaignId: string) {
  return sql`campaign_id = ${campaignId} and state = 'draft' and revision = 0 and content ->> 'importId' is not null
    and not exists (select from story_draft where thing_id = timeline_entry.id)`
}
