import { isUuid } from '#db/uuid'
import { moveBroadcast } from '~/messages/broadcasts/move-broadcast.server'
import { moveBeginning } from '~/messages/ladders/move-beginning.server'
import type { Office } from '~/office/guard/guard.server'
import type { FormState } from '~/ui/forms/form-state'
import { zoneName } from '~/ui/page/zones'
import { dayField } from './calendar-item'

export type MovedOnCalendar =
  /** `was`: local time at which it would have gone out, by which it is moved back. */
  { outcome: 'moved'; was: string } | { outcome: 'refused'; form: FormState }

const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

/** Moves what its form names: a message to many, or the beginning of a ladder before a meeting. @throws 404 when they may not */
export async function moveOnCalendar(office: Office, fields: Record<string, string>): Promise<MovedOnCalendar> {
  const { moves = '', day = '', time = '' } = fields
  const refused = (field: string, said: string): MovedOnCalendar => ({
    outcome: 'refused',
    form: { values: { moves, day, time }, errors: [{ field, message: 'move', said }] },
  })
  const moving = { id: moves, at: `${day}T${time}`, refused }
  return moves.includes(' ') ? moveLadder(office, moving) : moveMessage(office, moving)
}

interface Moving {
  id: string
  /** As typed. */
  at: string
  refused: (field: string, said: string) => MovedOnCalendar
}

/** Moves when people begin a ladder before one meeting. That takes the right to publish, as the ladder itself does. */
async function moveLadder(office: Office, { id, at, refused }: Moving): Promise<MovedOnCalendar> {
  const [ladderId = '', rung = '', meetingId = ''] = id.split(' ')
  const row =
    isUuid(ladderId) && isUuid(meetingId)
      ? await office.db
          .selectFrom('ladder')
          .innerJoin('campaign', 'campaign.id', 'ladder.campaign_id')
          .select('campaign.group_id')
          .where('ladder.id', '=', ladderId)
          .executeTakeFirst()
      : null
  if (!row || !office.may('publish', row.group_id)) throw new Response(null, { status: 404 })
  const moved = local.test(at)
    ? await moveBeginning(office.db, { ladderId, rung, meetingId }, { at, now: office.now })
    : ({ outcome: 'refused', problem: 'noTime' } as const)
  switch (moved.outcome) {
    case 'moved':
      await office.audit({ groupId: row.group_id, act: 'moved-ladder-beginning', subject: ladderId })
      return moved
    case 'gone':
      return refused('', office.t('calendar.goneBeginning'))
    case 'refused': {
      if (moved.problem === 'afterMeeting') return refused(dayField(id), office.t('calendar.afterMeeting'))
      const zone = zoneName(office.lang, office.groups.get(row.group_id)?.timeZone ?? office.groupZone)
      return refused(dayField(id), office.t(`broadcasts.problems.${moved.problem}`, { zone }))
    }
  }
}

/**
 * Moves a message to many to another day and time. That takes the right to approve, since its time was approved with it.
 */
async function moveMessage(office: Office, { id, at, refused }: Moving): Promise<MovedOnCalendar> {
  const row = isUuid(id)
    ? await office.db
        .selectFrom('broadcast')
        .innerJoin('campaign', 'campaign.id', 'broadcast.campaign_id')
        .select('campaign.group_id')
        .where('broadcast.id', '=', id)
        .executeTakeFirst()
    : null
  if (!row || !office.may('approve-messages', row.group_id)) throw new Response(null, { status: 404 })
  const moved = local.test(at)
    ? await moveBroadcast(office.db, { id, at }, office.now)
    : ({ outcome: 'refused', problem: 'noTime' } as const)
  switch (moved.outcome) {
    case 'moved':
      await office.audit({ groupId: row.group_id, act: 'moved-message', subject: id })
      return { outcome: 'moved', was: moved.was }
    case 'gone':
      return refused('', office.t('calendar.gone'))
    case 'refused': {
      const zone = zoneName(office.lang, ('zone' in moved && moved.zone) || office.groupZone)
      return refused(dayField(id), office.t(`broadcasts.problems.${moved.problem}`, { zone }))
    }
  }
}
