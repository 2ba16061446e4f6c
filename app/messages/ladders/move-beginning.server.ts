import { sql } from 'kysely'
import type { Db } from '#db/client'
import { wallClock } from '~/ui/page/zoned-time'
import { instantOf } from '~/ui/page/zones'
import { beginsBefore } from './climb-by-day.server'

/** A rung that people begin some days before one meeting. */
export interface Beginning {
  ladderId: string
  rung: string
  meetingId: string
}

export type BeginningMoved =
  /** `was`: local time at which it would have begun. */
  | { outcome: 'moved'; was: string }
  | { outcome: 'refused'; problem: 'noTime' | 'passed' | 'afterMeeting' }
  /** It has begun, or the ladder or the meeting is no longer there. */
  | { outcome: 'gone' }

/**
 * Lets people begin a rung before one meeting at another time than the ladder says; its waits go on from there.
 *
 * @param moved `at`: YYYY-MM-DDTHH:MM in the zone of the ladder's group
 */
export async function moveBeginning(
  db: Db,
  { ladderId, rung, meetingId }: Beginning,
  moved: { at: string; now: Date },
): Promise<BeginningMoved> {
  const { at, now } = moved
  return db.transaction().execute(async (trx): Promise<BeginningMoved> => {
    const { rows } = await sql<{ was: Date; startsAt: Date; zone: string }>`
      select ${beginsBefore(sql`heard.days`)} as was, meeting.starts_at as "startsAt", member_group.time_zone as zone
      from ladder_listens as heard join ladder on ladder.id = heard.ladder_id join campaign on campaign.id = ladder.campaign_id join member_group on member_group.id = campaign.group_id
        join meeting on meeting.campaign_id = campaign.id and meeting.state = 'open'
        left join ladder_beginning as moved on moved.ladder_id = heard.ladder_id and moved.rung = heard.rung and moved.meeting_id = meeting.id
      where heard.ladder_id = ${ladderId} and heard.rung = ${rung} and heard.act = 'before-meeting' and meeting.id = ${meetingId} and ladder.state = 'open'
        and not exists (select from ladder_fired where ladder_fired.ladder_id = heard.ladder_id and occasion = heard.rung || ' meeting ' || meeting.id)
      for share of ladder
    `.execute(trx)
    const [found] = rows
    if (!found) return { outcome: 'gone' }
    const begins = instantOf(at, found.zone)
    if (begins === null) return { outcome: 'refused', problem: 'noTime' }
    if (begins <= now) return { outcome: 'refused', problem: 'passed' }
    if (begins >= found.startsAt) return { outcome: 'refused', problem: 'afterMeeting' }
    await sql`
      insert into ladder_beginning (ladder_id, rung, meeting_id, begins_at) values (${ladderId}, ${rung}, ${meetingId}, ${begins})
      on conflict (ladder_id, rung, meeting_id) do update set begins_at = excluded.begins_at
    `.execute(trx)
    const { day, time } = wallClock(found.zone, found.was)
    return { outcome: 'moved', was: `${day}T${time}` }
  })
}
