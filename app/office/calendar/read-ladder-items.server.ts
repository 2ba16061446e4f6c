import { sql } from 'kysely'
import { segmentsOf } from '~/channels/sms/segments'
import { framed } from '~/channels/sms/text-frame'
import type { Bilingual } from '~/i18n/language'
import { languages } from '~/i18n/language'
import { beginsBefore } from '~/messages/ladders/climb-by-day.server'
import type { StoredStep } from '~/messages/ladders/ladder-content'
import { lookAhead } from '~/messages/ladders/look-ahead'
import { sayStep } from '~/messages/ladders/say-step'
import { frameOf } from '~/office/broadcasts/save-draft.server'
import type { Office } from '~/office/guard/guard.server'
import { wallClock } from '~/ui/page/zoned-time'
import { zoneName } from '~/ui/page/zones'
import type { CalendarItem, Span } from './calendar-item'

/** People counted of one ladder at most. */
const mostPeople = 20_000

/** People at one step who live by the same clocks and are due on the same day. */
interface DueSteps {
  ladder: string
  content: unknown
  title: Bilingual
  campaign: string
  groupId: string
  isPaused: boolean
  step: string
  hasWaited: boolean
  zone: string
  people: number
  at: Date
  until: Date
}

/** Steps of ladders, by what people get and when that is where they live; what is due already goes with today. */
export async function readSteps(office: Office, span: Span): Promise<{ items: CalendarItem[]; isCut: boolean }> {
  const { db, lang, now } = office
  if (span.end <= now) return { items: [], isCut: false }
  const { rows } = await sql<DueSteps>`
    select ladder.id as ladder, ladder.content, ladder.content -> 'title' as title, campaign.name ->> ${lang} as campaign, campaign.group_id as "groupId",
      ladder.paused_at is not null as "isPaused", due.step, due.has_waited as "hasWaited", coalesce(person.time_zone, member_group.time_zone) as zone,
      count(*)::integer as people, min(due.at) as at, max(due.at) as until
    from ladder join campaign on campaign.id = campaign_id join member_group on member_group.id = campaign.group_id cross join lateral (
      select person_id, step, has_waited, greatest(due_at, ${now}) as at from ladder_place
      where ladder_id = ladder.id and left_at is null and due_at < ${span.end} order by due_at limit ${mostPeople}) as due
    join person on person.id = due.person_id
    where ladder.state = 'open' and campaign.group_id = any(${office.groupsWith('edit')}::uuid[])
    group by ladder.id, campaign.id, member_group.id, due.step, due.has_waited, 9, (due.at at time zone ${span.zone})::date
  `.execute(db)
  const people = (some: readonly DueSteps[]) => some.reduce((all, one) => all + one.people, 0)
  const isCut = [...Map.groupBy(rows, (row) => row.ladder).values()].some((own) => people(own) >= mostPeople)
  const ahead = rows.map(whatFollows).filter(({ at }) => at >= span.start && at < span.end)
  const together = Map.groupBy(ahead, ({ row, step, at }) =>
    [row.ladder, step?.key ?? '', wallClock(span.zone, at).day].join(' '),
  )
  const items = [...together].map(([key, some]): CalendarItem => {
    const { row, step } = some[0]!
    const howMany = people(some.map((one) => one.row))
    return {
      is: 'steps',
      key: `steps ${key}`,
      at: new Date(Math.min(...some.map(({ at }) => at.getTime()))).toISOString(),
      until: new Date(Math.max(...some.map(({ until }) => until.getTime()))).toISOString(),
      ladder: row.ladder,
      title: row.title[lang] || row.title.en || row.title.es,
      campaign: row.campaign,
      says: step ? sayStep(step, lang) : office.t('ladders.says.end'),
      people: howMany,
      isPaused: row.isPaused,
      dollars: dollarsFor(office, row.groupId, step, howMany),
    }
  })
  return { isCut, items }
}

function whatFollows(row: DueSteps): { row: DueSteps; step: StoredStep | null; at: Date; until: Date } {
  const of = (at: Date) => lookAhead(row.content, { key: row.step, hasWaited: row.hasWaited, at }, row.zone)
  return { row, ...of(row.at), until: of(row.until).at }
}

/** As if everybody got the longer one: in which language each of them reads is not counted. */
function dollarsFor(office: Office, groupId: string, step: StoredStep | null, people: number): number | null {
  if (step?.kind !== 'message' || step.by === 'mail' || step.by === '') return null
  const segments = languages.map((language) =>
    segmentsOf(framed(`${step.sms[language]} ${office.env.publicUrl}/`, frameOf(office, groupId, language))),
  )
  return (Math.max(...segments) * people * office.env.prices.segment) / 1_000_000
}

/** Days on which people begin a ladder because a meeting comes near; how many, is known then. */
export async function readBegins(
  { db, lang, now, groupsWith, may }: Office,
  { start, end }: Span,
): Promise<CalendarItem[]> {
  const begins = beginsBefore(sql`heard.days`)
  const { rows } = await sql<{
    ladder: string
    rung: string
    groupId: string
    groupZone: string
    title: Bilingual
    meetingId: string
    meeting: Bilingual
    isPaused: boolean
    at: Date
  }>`
    select ladder.id as ladder, heard.rung, campaign.group_id as "groupId", member_group.time_zone as "groupZone", ladder.content -> 'title' as title, meeting.id as "meetingId", meeting.content -> 'title' as meeting,
      ladder.paused_at is not null as "isPaused", ${begins} as at
    from ladder_listens as heard join ladder on ladder.id = heard.ladder_id join campaign on campaign.id = ladder.campaign_id join member_group on member_group.id = campaign.group_id
      join meeting on meeting.campaign_id = campaign.id and meeting.state = 'open'
      left join ladder_beginning as moved on moved.ladder_id = heard.ladder_id and moved.rung = heard.rung and moved.meeting_id = meeting.id
    where ladder.state = 'open' and act = 'before-meeting' and campaign.group_id = any(${groupsWith('edit')}::uuid[])
      and ${begins} between greatest(${start}::timestamptz, ${now}::timestamptz) and ${end}
    order by at, ladder.id limit 200
  `.execute(db)
  return rows.map(({ ladder, rung, groupId, groupZone, title, meetingId, meeting, isPaused, at }) => ({
    is: 'begins',
    key: `begins ${ladder} ${meetingId} ${at.toISOString()}`,
    at: at.toISOString(),
    until: at.toISOString(),
    ladder,
    title: title[lang] || title.en || title.es,
    meeting: meeting[lang] || meeting.en || meeting.es,
    isPaused,
    // Only what is published decides, so that it takes the right to publish.
    moves: may('publish', groupId)
      ? { id: `${ladder} ${rung} ${meetingId}`, ...wallClock(groupZone, at), zone: zoneName(lang, groupZone) }
      : null,
  }))
}
