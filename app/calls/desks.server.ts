import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { OfficeHours } from '#db/schema-officials'

/** How busy the desk of a post is. */
export interface Desk {
  postId: string
  /** Calls to the post today (UTC), of all actions. */
  calledToday: number
  /** When its office takes another call, or null: now. */
  freeAt: Date | null
  officeHours: OfficeHours[] | null
  timeZone: string | null
}

/**
 * How busy these posts are. An office is full when people have told of as many calls within an hour as it is to have,
 * whichever of its posts and whichever action they were for; it is free again when the first of them is an hour old.
 *
 * @param perHour most calls an hour to one office; null: no limit
 */
export async function readDesks(db: Db, postIds: readonly string[], perHour: number | null, now: Date): Promise<Map<string, Desk>> {
  const { rows } = await sql<Desk>`
    select post.id as "postId", organization.office_hours as "officeHours", coalesce(organization.time_zone, division.time_zone) as "timeZone",
      coalesce((select sum(count) from outreach_tally where post_id = post.id and channel = 'call' and day = (${now}::timestamptz at time zone 'UTC')::date), 0)::integer as "calledToday",
      ${
        perHour === null
          ? sql`null::timestamptz`
          : sql`(select outreach.done_at + interval '1 hour' from outreach join post as other on other.id = outreach.post_id
              where other.organization_id = post.organization_id and outreach.channel = 'call' and outreach.done_at > ${now}::timestamptz - interval '1 hour' and outreach.done_at <= ${now}::timestamptz
              order by outreach.done_at desc offset ${perHour - 1} limit 1)`
      } as "freeAt"
    from post join organization on organization.id = post.organization_id join division on division.id = post.division_id
    where post.id = any(${[...postIds]}::uuid[])
  `.execute(db)
  return new Map(rows.map((row) => [row.postId, row]))
}
