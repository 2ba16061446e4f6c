import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { MessageState } from '#db/schema'
import type { LetterState } from '#db/schema-advocacy'
import { letterKind } from '~/actions/letters/letter-kind.server'
import { kindsWhich, outreachKind } from '~/actions/registry.server'
import { type Bilingual, inBoth, type Language } from '~/i18n/language'

/** An outreach to an official that the database links to a person. Nothing of what they wrote. */
export interface PersonOutreach {
  id: string
  /** What they did, in words: a call to Ida Vance. */
  did: Bilingual
  actionSlug: string
  actionTitle: string
  at: string
  /** Null unless it is a letter. */
  letterState: LetterState | null
  /** The outcome in words; for a letter see its state. */
  outcome: Bilingual
  /** State of a text that we sent for them; else null. */
  messageState: MessageState | null
}

/**
 * One person's letters, texts and calls to officials, newest first. Letters are linked to their writer; calls and texts
 * only if the person had given their name.
 */
export async function readPersonOutreach(
  db: Db | Trx,
  personId: string,
  language: Language,
): Promise<PersonOutreach[]> {
  const { rows } = await sql<
    Omit<PersonOutreach, 'at' | 'did' | 'outcome'> & { at: Date; channel: string; to: string; outcome: string }
  >`
    select made.id, made.channel, action.slug as "actionSlug", action.title ->> ${language} as "actionTitle", coalesce(official.name, post.title) as to,
      made.at, "letterState", outcome, message.state as "messageState"
    from (
      select id, ${letterKind.kind} as channel, advocacy_campaign_id, post_id, written_at as at, state as "letterState", '' as outcome from letter where person_id = ${personId}
      union all
      select id, channel, advocacy_campaign_id, post_id, done_at, null, outcome from outreach where person_id = ${personId} and channel <> all(${kindsWhich((kind) => kind.isToldFromLetters)}::text[])
    ) as made
    join advocacy_campaign as action on action.id = made.advocacy_campaign_id join post on post.id = made.post_id
    left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id
    left join message on message.id = made.id and message.template = 'text-to-official'
    order by made.at desc, made.id limit 100
  `.execute(db)
  return rows.map(({ channel, to, outcome, at, ...row }) => {
    const { words } = outreachKind(channel)
    return {
      ...row,
      at: at.toISOString(),
      did: inBoth((one) => words(one).reachedOut(to)),
      outcome: inBoth((one) => words(one).outcomes[outcome] ?? ''),
    }
  })
}
