import { sql } from 'kysely'
import type { BroadcastState } from '#db/schema-story'
import { segmentsOf } from '~/channels/sms/segments'
import { framed } from '~/channels/sms/text-frame'
import type { Bilingual } from '~/i18n/language'
import { languages } from '~/i18n/language'
import { dearestFields, fillFields } from '~/messages/broadcasts/merge-fields'
import { isMovable } from '~/messages/broadcasts/move-broadcast.server'
import type { Reach } from '~/messages/broadcasts/reach.server'
import { type Schedule, schedule } from '~/messages/broadcasts/schedule'
import { frameOf } from '~/office/broadcasts/save-draft.server'
import type { Office } from '~/office/guard/guard.server'
import { zoneName } from '~/ui/page/zones'
import type { CalendarItem, Span, Stays } from './calendar-item'

const most = 300

interface Row {
  id: string
  channel: 'mail' | 'text'
  state: BroadcastState
  subject: Bilingual
  body: Bilingual
  campaign: string
  groupId: string
  groupZone: string
  schedule: unknown
  reach: Reach | null
  at: Date
  until: Date
  hasBegun: boolean
  isMovable: boolean
}

/** Messages to many: each on the days on which people of it are due, and drafts on the day for which they are planned. */
export async function readBroadcastItems(office: Office, { start, end, zone }: Span): Promise<CalendarItem[]> {
  const { db, lang } = office
  const { rows } = await sql<Row>`
    with due as (
      select broadcast_id as id, min(due_at) as at, max(due_at) as until, bool_or(is_planned or seen > 0) as has_begun
      from broadcast_wave where due_at >= ${start} and due_at < ${end} group by broadcast_id, (due_at at time zone ${zone})::date
      union all
      select broadcast.id, planned.at, planned.at, false from broadcast join campaign on campaign.id = campaign_id join member_group on member_group.id = group_id
        cross join lateral (select nullif(schedule ->> 'at', '')::timestamp at time zone member_group.time_zone as at) as planned
      where broadcast.state in ('draft', 'approved') and schedule ->> 'when' <> 'now' and planned.at >= ${start} and planned.at < ${end}
    )
    select broadcast.id, channel, broadcast.state, subject, body, campaign.name ->> ${lang} as campaign, campaign.group_id as "groupId",
      member_group.time_zone as "groupZone", schedule, reach, due.at, due.until, due.has_begun as "hasBegun", ${isMovable} as "isMovable"
    from due join broadcast using (id) join campaign on campaign.id = campaign_id join member_group on member_group.id = campaign.group_id
    where campaign.group_id = any(${office.groupsWith('edit')}::uuid[]) and broadcast.state <> 'dropped'
    order by due.at, broadcast.id limit ${most}
  `.execute(db)
  const sent = await countSent(office, rows)
  const seen = new Set<string>()
  return rows.map((row): CalendarItem => {
    const { id, channel, state, subject, body, campaign, reach, at, until, hasBegun } = row
    const plan = safeSchedule(row.schedule)
    // One that goes out on two days, each at its hour, is moved as a whole.
    const isFirst = !seen.has(id)
    seen.add(id)
    const mayApprove = office.may('approve-messages', row.groupId)
    const stays = plan ? whyItStays({ ...row, isFirst, mayApprove }) : 'going'
    return {
      is: 'broadcast',
      key: `broadcast ${id} ${at.toISOString()}`,
      at: at.toISOString(),
      until: until.toISOString(),
      id,
      title: startOf(subject[lang] || body[lang] || subject.en || subject.es || body.en || body.es),
      campaign,
      channel,
      state,
      people: reach?.willReceive ?? null,
      sent: hasBegun ? (sent.get(id)?.messages ?? 0) : null,
      dollars:
        channel === 'mail'
          ? null
          : hasBegun
            ? dollarsFor(office, sent.get(id)?.segments ?? 0)
            : reach && dollarsFor(office, segmentsFor(office, row, reach)),
      stays,
      moves:
        plan && stays === null
          ? {
              id,
              day: plan.at.slice(0, 10),
              time: plan.at.slice(11),
              zone: plan.when === 'local' ? null : zoneName(lang, row.groupZone),
            }
          : null,
    }
  })
}

/** One that cannot be read anymore is shown, and holds up no other. */
function safeSchedule(stored: unknown): Schedule | null {
  return schedule.safeParse(stored ?? {}).data ?? null
}

function whyItStays({
  state,
  isMovable,
  isFirst,
  mayApprove,
}: Pick<Row, 'state' | 'isMovable'> & { isFirst: boolean; mayApprove: boolean }): Stays | null {
  if (state === 'draft' || state === 'approved') return 'draft'
  if (state === 'done' || state === 'stopped') return 'over'
  if (!isMovable) return 'going'
  if (!isFirst) return 'second-day'
  return mayApprove ? null : 'no-right'
}

/** What left of those that have begun. */
async function countSent(
  { db }: Office,
  rows: readonly Row[],
): Promise<Map<string, { messages: number; segments: number }>> {
  const ids = (channel: 'mail' | 'text') => [
    ...new Set(rows.filter((row) => row.hasBegun && row.channel === channel).map(({ id }) => id)),
  ]
  const { rows: counted } = await sql<{ id: string; messages: number; segments: number }>`
    select broadcast_id as id, count(*)::integer as messages, 0 as segments from message
    where broadcast_id = any(${ids('mail')}::uuid[]) and state in ('sent', 'delivered') group by broadcast_id
    union all
    select broadcast_id, count(*)::integer, coalesce(sum(segments), 0)::integer from message
    where broadcast_id = any(${ids('text')}::uuid[]) and state in ('sent', 'delivered', 'undelivered', 'unknown') group by broadcast_id
  `.execute(db)
  return new Map(counted.map((one) => [one.id, one]))
}

function segmentsFor(office: Office, { body, groupId }: Row, { byLanguage }: Reach): number {
  return languages
    .map(
      (language) =>
        segmentsOf(framed(fillFields(body[language], dearestFields[language]), frameOf(office, groupId, language))) *
        byLanguage[language],
    )
    .reduce((all, one) => all + one, 0)
}

function dollarsFor({ env }: Office, segments: number): number {
  return (segments * env.prices.segment) / 1_000_000
}

/** A text has no title; its first words stand for it. */
function startOf(words: string): string {
  return words.length > 80 ? `${words.slice(0, 79)}…` : words
}
