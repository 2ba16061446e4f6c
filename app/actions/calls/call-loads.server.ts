import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { OfficeHours } from '#db/schema-officials'

/** Limits on calls to one office; null for no limit. */
export interface CallLimits {
  perHour: number | null
  /** Bridge calls in progress at the same time. */
  atOnce: number | null
}

/** How busy the office of a post is. */
export interface CallLoad {
  postId: string
  /** Calls to the post today, from all actions. */
  calledToday: number
  /** When its office can take another call, or null for now. */
  freeAt: Date | null
  officeHours: OfficeHours[] | null
  timeZone: string | null
}

/**
 * How busy the offices of these posts are. An office is full when it has had `perHour` calls in the last hour (reported
 * by callers or connected by us), or has `atOnce` bridge calls in progress, across all its posts and actions. It is
 * free again when the oldest of these is an hour old, or a call ends.
 */
export async function readCallLoads(
  db: Db,
  postIds: readonly string[],
  { perHour, atOnce }: CallLimits,
  now: Date,
): Promise<Map<string, CallLoad>> {
  const { rows } = await sql<CallLoad>`
    select post.id as "postId", organization.office_hours as "officeHours", coalesce(organization.time_zone, division.time_zone) as "timeZone",
      coalesce((select sum(count) from outreach_tally where post_id = post.id and channel = 'call' and day = (select site_day(${now}))), 0)::integer as "calledToday",
      greatest(${hourOverAt(perHour, now)}, ${lineFreeAt(atOnce, now)}) as "freeAt"
    from post join organization on organization.id = post.organization_id join division on division.id = post.division_id
    where post.id = any(${[...postIds]}::uuid[])
  `.execute(db)
  return new Map(rows.map((row) => [row.postId, row]))
}

const never = sql<Date | null>`null::timestamptz`

function hourOverAt(perHour: number | null, now: Date): RawBuilder<Date | null> {
  if (perHour === null) return never
  const within = (column: RawBuilder<Date>) =>
    sql`${column} > ${now}::timestamptz - interval '1 hour' and ${column} <= ${now}::timestamptz`
  return sql`(
    select at + interval '1 hour' from (
      select outreach.done_at as at from outreach join post as other on other.id = outreach.post_id
      where other.organization_id = post.organization_id and outreach.channel = 'call' and outreach.via = 'own-phone' and ${within(sql`outreach.done_at`)}
      union all
      select begun_at from call_leg where call_leg.organization_id = post.organization_id and ${within(sql`begun_at`)}
    ) as called order by at desc offset ${perHour - 1} limit 1)`
}

function lineFreeAt(atOnce: number | null, now: Date): RawBuilder<Date | null> {
  if (atOnce === null) return never
  return sql`(select free_at from call_leg where call_leg.organization_id = post.organization_id and begun_at > ${now}::timestamptz - interval '1 hour' and begun_at < ${now}::timestamptz + interval '5 minutes' and free_at > ${now}::timestamptz
    order by free_at desc offset ${atOnce - 1} limit 1)`
}
