import { sql } from 'kysely'
import { templateName } from '~/actions/registry.server'
import { inBoth } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import type { AnyTemplate } from '~/queue/outbox/message'
import { instantOf } from '~/ui/page/zones'
import type { CalendarItem, Span } from './calendar-item'

/** Messages counted at most. */
const mostMessages = 20_000

/**
 * Messages that wait in the outbox for their time, such as reminders and letters, by what they are; what is due already goes
 * with today. Those of messages to many are told there.
 */
export async function readQueued(
  office: Office,
  { start, end, zone }: Span,
): Promise<{ items: CalendarItem[]; isCut: boolean }> {
  const { db, now, groupsWith } = office
  if (end <= now) return { items: [], isCut: false }
  const { rows } = await sql<{
    template: AnyTemplate
    channel: 'mail' | 'sms'
    count: number
    at: Date
    until: Date
  }>`
    select template, channel, count(*)::integer as count, min(at) as at, max(at) as until from (
      select template, channel, greatest(due_at, ${now}) as at from message left join campaign on campaign.id = message.campaign_id
      where message.state = 'queued' and channel in ('mail', 'sms') and due_at < ${end} and (${start <= now} or due_at >= ${start})
        and broadcast_id is null and template <> 'broadcast-test'
        and (campaign.group_id = any(${groupsWith('edit')}::uuid[]) or campaign.id is null and ${isOfNetwork(office)})
      limit ${mostMessages}) as waiting
    group by template, channel, (at at time zone ${zone})::date order by min(at), template, channel
  `.execute(db)
  return {
    isCut: rows.reduce((all, { count }) => all + count, 0) >= mostMessages,
    items: rows.map(({ template, channel, count, at, until }) => ({
      is: 'queued',
      key: `queued ${template} ${channel} ${at.toISOString()}`,
      at: at.toISOString(),
      until: until.toISOString(),
      name: inBoth((language) => templateName(template, language)),
      channel,
      count,
    })),
  }
}

/** Daily digests, at the hour that each organizer chose where they are. */
export async function readDigests(office: Office, { start, end, days }: Span): Promise<CalendarItem[]> {
  const { db, now, networkZone } = office
  if (!isOfNetwork(office) || end <= now) return []
  const { rows } = await sql<{ hour: number; zone: string; count: number }>`
    select digest_hour as hour, coalesce(time_zone, ${networkZone}) as zone, count(*)::integer as count
    from organizer where digest_hour is not null and removed_at is null group by 1, 2
  `.execute(db)
  const due = days.flatMap((day) =>
    rows.flatMap(({ hour, zone, count }) => {
      const at = instantOf(`${day}T${String(hour).padStart(2, '0')}:00`, zone)
      return at && at > now && at >= start && at < end ? [{ at: at.toISOString(), count }] : []
    }),
  )
  return [...Map.groupBy(due, ({ at }) => at)].map(([at, same]) => ({
    is: 'digests',
    key: `digests ${at}`,
    at,
    until: at,
    count: same.reduce((all, { count }) => all + count, 0),
  }))
}

function isOfNetwork({ groups, may }: Office): boolean {
  const network = [...groups.values()].find(({ kind }) => kind === 'network')
  return network !== undefined && may('edit', network.id)
}
