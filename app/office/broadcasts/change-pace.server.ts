import { sql } from 'kysely'
import { readWhole } from '#db/whole-number'
import { inBoth } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { type Change, changeUndoably } from '~/office/undo/keep-change.server'
import { paths } from '~/paths'
import type { Broadcast } from './broadcasts.server'

const most = 1_000_000

export type PaceChanged =
  /** `undo`: by what it is taken back; `unchanged`: it was so already. */
  | { outcome: 'changed'; undo: string }
  /** It has ended meanwhile. */
  | { outcome: 'gone' }
  | { outcome: 'invalid' }

/**
 * Sets how many of a message that is going out leave in an hour. The planner reads it anew with each chunk: who was planned
 * stays so, and what waits for the old pace waits no more. That takes the right to approve, since it was approved with its pace.
 *
 * @throws 403
 */
export async function changePace(
  office: Pick<Office, 'db' | 'organizer' | 'now' | 'may' | 'audit'>,
  { id, campaign, content }: Broadcast,
  typed: string,
): Promise<PaceChanged> {
  if (!office.may('approve-messages', campaign.groupId)) throw new Response(null, { status: 403 })
  const text = typed.replaceAll(/[\s,.]/g, '')
  const perHour = text === '' ? null : readWhole(text)
  if (text !== '' && (perHour === null || perHour < 1 || perHour > most)) return { outcome: 'invalid' }
  return office.db.transaction().execute(async (trx): Promise<PaceChanged> => {
    const { rows } = await sql`
      select from broadcast where id = ${id} and state in ('scheduled', 'sending', 'paused') for no key update
    `.execute(trx)
    if (rows.length === 0) return { outcome: 'gone' }
    const said = content.channel === 'mail' ? content.subject : content.body
    const change: Change = {
      act: 'changed-pace',
      needs: 'approve-messages',
      groupId: campaign.groupId,
      name: inBoth((language) => said[language].slice(0, 80)),
      path: paths.office.broadcastSend(id),
      tags: [],
      rows: [{ table: 'broadcast', where: { id } }],
    }
    const undo = await changeUndoably(trx, office, change, () =>
      trx.updateTable('broadcast').set({ per_hour: perHour }).where('id', '=', id).execute(),
    )
    if (undo !== 'unchanged') {
      await trx
        .updateTable('broadcast_wave')
        .set({ next_at: null })
        .where('broadcast_id', '=', id)
        .where('is_planned', '=', false)
        .execute()
      await office.audit({ groupId: campaign.groupId, act: 'changed-message-pace', subject: id }, trx)
    }
    return { outcome: 'changed', undo }
  })
}
