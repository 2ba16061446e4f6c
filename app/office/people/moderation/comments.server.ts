import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Office } from '~/office/guard/guard.server'

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

/** Comments in one state; those in review oldest first, others newest first. */
export async function readComments(office: Office, state: CommentLine['state']): Promise<CommentLine[]> {
  const { rows } = await sql<Omit<CommentLine, 'at'> & { at: Date }>`
    select signature_id as id, petition.slug as petition, display_name as name, place, comment, comment_state as state, confirmed_at as at
    from public_name join petition on petition.id = petition_id
    where comment is not null and comment_state = ${state} and petition.group_id = any(${office.groupsWith('moderate')}::uuid[])
    order by case when ${state} = 'review' then confirmed_at end asc, confirmed_at desc limit 200
  `.execute(office.db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
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
