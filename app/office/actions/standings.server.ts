import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyState } from '#db/schema-advocacy'
import { utcDay } from '#db/utc-day'
import type { Bilingual } from '~/i18n/language'
import { daysBefore } from '~/office/dashboard/rollups.server'

/** One action in the list: its state and numbers. */
export interface ActionStanding {
  slug: string
  kind: string
  state: AdvocacyState
  title: Bilingual
  all: number
  today: number
  /** Outreach per day, the last thirty days, oldest first. */
  days: number[]
}

/** Actions of these groups with their numbers, from the tally alone. A draft goes by its draft title. */
export async function readActionStandings(db: Db, groupIds: string[], now: Date): Promise<ActionStanding[]> {
  const { rows } = await sql<Omit<ActionStanding, 'days' | 'today'> & { byDay: Record<string, number> | null }>`
    select slug, kind, state, case when state = 'draft' then coalesce(advocacy_draft.content -> 'title', title) else title end as title, coalesce(tally.all, 0)::integer as all, tally.by_day as "byDay"
    from advocacy_campaign left join advocacy_draft on advocacy_draft.advocacy_campaign_id = advocacy_campaign.id
    left join lateral (
      select sum(count) as all, jsonb_object_agg(day, count) filter (where day > ${utcDay(daysBefore(now, 30))}::date) as by_day
      from (select day, sum(count)::integer as count from outreach_tally where outreach_tally.advocacy_campaign_id = advocacy_campaign.id group by day) as by_day
    ) as tally on true
    where group_id = any(${groupIds}::uuid[])
    order by state = 'open' desc, state = 'archived', coalesce(tally.all, 0) desc, advocacy_campaign.created_at limit 1000
  `.execute(db)
  const keys = Array.from({ length: 30 }, (_, index) => utcDay(daysBefore(now, 29 - index)))
  return rows.map(({ byDay, ...row }) => ({
    ...row,
    today: byDay?.[utcDay(now)] ?? 0,
    days: keys.map((key) => byDay?.[key] ?? 0),
  }))
}
