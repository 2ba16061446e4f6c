import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { MessageState } from '#db/schema'
import type { LetterState, OutreachChannel, OutreachWay } from '#db/schema-advocacy'
import type { Language } from '~/i18n/language'

/** How somebody reached an official, as far as anything in the database leads from it to them. No word of what they wrote. */
export interface PersonOutreach {
  id: string
  channel: OutreachChannel
  actionSlug: string
  actionTitle: string
  /** The holder's name, or the title of a vacant post. */
  to: string
  at: string
  /** Of a letter. */
  letterState: LetterState | null
  /** Of a call or text: what came of it, and by which way. */
  outcome: string | null
  via: OutreachWay | null
  /** Of a text that we carried: where it is. */
  messageState: MessageState | null
}

/**
 * Letters, texts and calls of one person to officials, newest first. Letters lead to who wrote them; a call or text only
 * when it was made for somebody who had given their name.
 */
export async function readPersonOutreach(
  db: Db | Trx,
  personId: string,
  language: Language,
): Promise<PersonOutreach[]> {
  const { rows } = await sql<Omit<PersonOutreach, 'at'> & { at: Date }>`
    select made.id, made.channel, action.slug as "actionSlug", action.title ->> ${language} as "actionTitle", coalesce(official.name, post.title) as to,
      made.at, "letterState", outcome, via, message.state as "messageState"
    from (
      select id, 'letter' as channel, advocacy_campaign_id, post_id, written_at as at, state as "letterState", null as outcome, null as via from letter where person_id = ${personId}
      union all
      select id, channel, advocacy_campaign_id, post_id, done_at, null, outcome, via from outreach where person_id = ${personId} and channel in ('call', 'text')
    ) as made
    join advocacy_campaign as action on action.id = made.advocacy_campaign_id join post on post.id = made.post_id
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    left join message on message.id = made.id and message.template = 'text-to-official'
    order by made.at desc, made.id limit 100
  `.execute(db)
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
