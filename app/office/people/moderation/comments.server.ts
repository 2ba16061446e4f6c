import { type RawBuilder, sql } from 'kysely'
import { announce } from '#db/announce'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { linesOnPage, type Part, skippedLines, type TableState, withinPages } from '~/office/table/table-state'

/** A comment for a petition's page: shown, in review, or hidden. */
export interface CommentLine {
  id: string
  petition: string
  name: string
  place: string
  comment: string
  state: 'shown' | 'review' | 'hidden'
  at: string
}

/** Columns the list can be sorted by. */
export const sortableComments = ['name', 'petition', 'when'] as const
type Sortable = (typeof sortableComments)[number]

/** A page of the comments in one state; usually those in review oldest first, others newest first. */
export async function readComments(
  office: Office,
  state: CommentLine['state'],
  asked: TableState<Sortable> = { sort: '', isDown: false, page: 1 },
): Promise<Part<CommentLine, Sortable>> {
  const wanted = sql`public_name join petition on petition.id = petition_id
    where comment is not null and comment_state = ${state} and petition.group_id = any(${office.groupsWith('moderate')}::uuid[])`
  const counted = await sql<{ count: number }>`select count(*)::integer as count from ${wanted}`.execute(office.db)
  const { count } = counted.rows[0]!
  const table = withinPages(asked, count)
  const { rows } = await sql<Omit<CommentLine, 'at'> & { at: Date }>`
    select signature_id as id, ${petitionTitle(office.lang)} as petition, display_name as name, place, comment, comment_state as state, confirmed_at as at
    from ${wanted} order by ${orderOf(office.lang, table, state)}, signature_id limit ${linesOnPage} offset ${skippedLines(table)}
  `.execute(office.db)
  return { lines: rows.map((row) => ({ ...row, at: row.at.toISOString() })), table, count }
}

function orderOf(
  language: Language,
  { sort, isDown }: TableState<Sortable>,
  state: CommentLine['state'],
): RawBuilder<unknown> {
  const direction = isDown ? sql`desc` : sql`asc`
  const columns: Record<Sortable | '', RawBuilder<unknown>> = {
    '': sql`confirmed_at ${state === 'review' ? sql`asc` : sql`desc`}`,
    name: sql`lower(display_name) ${direction}`,
    petition: sql`lower(${petitionTitle(language)}) ${direction}, confirmed_at desc`,
    when: sql`confirmed_at ${direction}`,
  }
  return columns[sort]
}

/** Shows or hides comments; the name next to each stays. @returns how many */
export async function moderate(
  office: Office,
  ids: string[],
  state: 'shown' | 'hidden',
  reason: string | null,
): Promise<number> {
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ petitionId: string }>`
      update public_name set comment_state = ${state} from petition
      where petition.id = petition_id and petition.group_id = any(${office.groupsWith('moderate')}::uuid[]) and signature_id = any(${ids}::uuid[])
      returning petition_id as "petitionId"
    `.execute(trx)
    await announce(trx, [...new Set(rows.map((row) => `petition:${row.petitionId}`))])
    if (rows.length > 0)
      await office.audit({ groupId: null, act: 'moderated-comment', subject: state, howMany: rows.length, reason }, trx)
    return rows.length
  })
}
