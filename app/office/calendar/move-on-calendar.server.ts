import { isUuid } from '#db/uuid'
import { moveBroadcast } from '~/messages/broadcasts/move-broadcast.server'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'
import { zoneName } from '~/ui/page/zones'

export type MovedOnCalendar =
  /** `was`: local time at which it would have gone out, by which it is moved back. */
  { outcome: 'moved'; was: string } | { outcome: 'refused'; form: FormState }

/**
 * Moves a message to many to another day and time. That takes the right to approve, since its time was approved with it.
 *
 * @throws 404 when there is none that they may approve
 */
export async function moveOnCalendar(office: Office, fields: Record<string, string>): Promise<MovedOnCalendar> {
  const { broadcast: id = '', day = '', time = '' } = fields
  const row = isUuid(id)
    ? await office.db
        .selectFrom('broadcast')
        .innerJoin('campaign', 'campaign.id', 'broadcast.campaign_id')
        .select('campaign.group_id')
        .where('broadcast.id', '=', id)
        .executeTakeFirst()
    : null
  if (!row || !office.may('approve-messages', row.group_id)) throw new Response(null, { status: 404 })
  const at = `${day}T${time}`
  const moved = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at)
    ? await moveBroadcast(office.db, { id, at }, office.now)
    : ({ outcome: 'refused', problem: 'noTime' } as const)
  const refused = (field: string, said: string): MovedOnCalendar => ({
    outcome: 'refused',
    form: { values: { broadcast: id, day, time }, errors: [{ field, message: 'move', said }] },
  })
  switch (moved.outcome) {
    case 'moved':
      await office.audit({ groupId: row.group_id, act: 'moved-message', subject: id })
      return { outcome: 'moved', was: moved.was }
    case 'gone':
      return refused('', office.t('calendar.gone'))
    case 'refused': {
      const zone = zoneName(office.lang, ('zone' in moved && moved.zone) || office.groupZone)
      return refused(`day-${id}`, office.t(`broadcasts.problems.${moved.problem}`, { zone }))
    }
  }
}
