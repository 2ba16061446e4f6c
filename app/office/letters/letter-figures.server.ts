import { sql } from 'kysely'
import type { Db } from '#db/client'
import { alikeWithin } from '~/actions/letters/delivery/likeness'
import type { MailMode } from '~/officials/posts/mail-mode.server'
import type { PostRole } from '~/officials/posts/target'

/** The letters of an action to one official. */
export interface LetterFigure {
  postId: string
  organizationId: string
  organization: string
  /** Null: the post is vacant. */
  name: string | null
  role: PostRole
  title: string
  mailMode: MailMode
  unconfirmed: number
  /** Confirmed, and on their way. */
  waiting: number
  inDigest: number
  sent: number
  failed: number
  /** When the next one is sent. */
  nextAt: Date | null
  /** Share of the latest letters that are nearly the same as another of them, 0 to 1; null with fewer than two. */
  alike: number | null
}

/** How many of the latest letters to an official are compared with each other. */
export const comparedLetters = 500

/** The letters of an action, by official: where they are, and how many are alike. Nothing is unsealed. */
export async function readLetterFigures(db: Db, actionId: string): Promise<LetterFigure[]> {
  const { rows } = await sql<LetterFigure>`
    select post.id as "postId", organization.id as "organizationId", organization.name as organization, official.name, post.role, post.title, organization.mail_mode as "mailMode",
      counted.unconfirmed, counted.waiting, counted."inDigest", counted.sent, counted.failed, likeness.alike,
      (select min(message.due_at) from message join letter on letter.id = message.letter_id where letter.advocacy_campaign_id = ${actionId} and letter.post_id = post.id and message.state = 'queued' and message.template = 'letter-to-official') as "nextAt"
    from (
      select post_id, (count(*) filter (where state = 'unconfirmed'))::integer as unconfirmed, (count(*) filter (where state in ('waiting', 'queued', 'returned')))::integer as waiting,
        (count(*) filter (where state = 'in-digest'))::integer as "inDigest", (count(*) filter (where state = 'sent'))::integer as sent, (count(*) filter (where state = 'failed'))::integer as failed
      from letter where advocacy_campaign_id = ${actionId} group by post_id
    ) as counted
    join post on post.id = counted.post_id join organization on organization.id = post.organization_id
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    left join lateral (
      with last as (
        select id, ('x' || encode(likeness, 'hex'))::bit(64) as bits from letter where advocacy_campaign_id = ${actionId} and letter.post_id = counted.post_id order by written_at desc limit ${comparedLetters}
      )
      select case when count(*) > 1 then avg(exists (select from last as other where other.id <> last.id and bit_count(last.bits # other.bits) <= ${alikeWithin})::integer)::float end as alike from last
    ) as likeness on true
    order by counted.waiting desc, name
  `.execute(db)
  return rows
}

/** Why letters of an action did not arrive, most frequent first. */
export async function readLetterFailures(db: Db, actionId: string): Promise<{ reason: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select coalesce(failure, 'other') as reason, count(*)::integer as count from letter where advocacy_campaign_id = ${actionId} and state in ('failed', 'returned') group by 1 order by 2 desc, 1
  `.execute(db)
  return rows
}
