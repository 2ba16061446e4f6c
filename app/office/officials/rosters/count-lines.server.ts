import { sql } from 'kysely'
import type { Db } from '#db/client'
import { countOutcomes, countReasons } from '~/office/lists/count-lines.server'
import type { RosterField } from '~/office/officials/rosters/lines/roster-fields'
import type { RosterRowReason } from '~/office/officials/rosters/lines/understood-row'
import type { ChangeKind } from './roster-plan'

/** Counts of a list's lines: by outcome, by reason for refusing them, by change, and by unused field. */
export interface LineCounts {
  outcomes: Record<string, number>
  reasons: { reason: RosterRowReason; count: number }[]
  changes: { what: ChangeKind; count: number }[]
  unused: { field: RosterField; count: number }[]
}

/** Counts from the stored lines. */
export async function countLines(db: Db, id: string): Promise<LineCounts> {
  const [outcomes, reasons, changes, unused] = [
    await countOutcomes(db, 'roster', id),
    await countReasons<RosterRowReason>(db, 'roster', id),
    await countChanges(db, id),
    await countUnused(db, id),
  ]
  return { outcomes, reasons, changes, unused }
}

/** An organization that several lines would add counts once. */
async function countChanges(db: Db, id: string): Promise<{ what: ChangeKind; count: number }[]> {
  const { rows } = await sql<{ what: ChangeKind; count: number }>`
    select change->>'what' as what, (case change->>'what' when 'organization-added' then count(distinct (understood->>'placeId') || (change->>'words')) else count(*) end)::integer as count
    from roster_import_row, jsonb_array_elements(changes) as change where import_id = ${id} group by 1 order by 1
  `.execute(db)
  return rows
}

async function countUnused(db: Db, id: string): Promise<LineCounts['unused']> {
  const { rows } = await sql<LineCounts['unused'][number]>`
    select field, count(*)::integer as count from roster_import_row, jsonb_array_elements_text(coalesce(understood->'unused', '[]')) as field where import_id = ${id} and outcome <> 'bad' group by 1 order by 2 desc, 1
  `.execute(db)
  return rows
}
