import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import { lookAhead } from '~/messages/ladders/look-ahead'
import { sayStep } from '~/messages/ladders/say-step'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'

/** A ladder on which somebody stands. */
export interface NextMessage {
  title: string
  path: string
  /** The step that follows; '' at the end. */
  says: string
  /** When that is. ISO. */
  at: string
  isPaused: boolean
}

/** What somebody gets next of the ladders on which they stand. */
export async function readNext({ db, lang }: Pick<Office, 'db' | 'lang'>, personId: string): Promise<NextMessage[]> {
  const { rows } = await sql<{
    id: string
    content: unknown
    title: Bilingual
    isPaused: boolean
    step: string
    hasWaited: boolean
    at: Date
    zone: string
  }>`
    select ladder.id, ladder.content, ladder.content -> 'title' as title, paused_at is not null as "isPaused", step, has_waited as "hasWaited", due_at as at,
      coalesce(person.time_zone, member_group.time_zone) as zone
    from ladder_place join ladder on ladder.id = ladder_id join campaign on campaign.id = ladder.campaign_id
      join member_group on member_group.id = campaign.group_id join person on person.id = person_id where person_id = ${personId} and left_at is null and ladder.state = 'open' order by due_at
  `.execute(db)
  return rows.map(({ id, content, title, isPaused, step, zone, ...place }) => {
    const next = lookAhead(content, { key: step, ...place }, zone)
    return {
      title: title[lang] || title.en || title.es,
      path: paths.office.ladder(id),
      says: next.step ? sayStep(next.step, lang) : '',
      at: next.at.toISOString(),
      isPaused,
    }
  })
}
