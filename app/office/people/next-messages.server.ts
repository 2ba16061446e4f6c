import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import { ladderOf } from '~/messages/ladders/ladder'
import { ladderContent } from '~/messages/ladders/ladder-content'
import { sayStep } from '~/messages/ladders/say-step'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'

/** A ladder on which somebody stands. */
export interface NextMessage {
  title: string
  path: string
  /** The step that follows; '' at the end. */
  says: string
  /** When the step where they are is over. ISO. */
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
  }>`
    select ladder.id, ladder.content, ladder.content -> 'title' as title, paused_at is not null as "isPaused", step, has_waited as "hasWaited", due_at as at
    from ladder_place join ladder on ladder.id = ladder_id where person_id = ${personId} and left_at is null and ladder.state = 'open' order by due_at
  `.execute(db)
  return rows.map(({ id, content, title, isPaused, step, hasWaited, at }) => {
    const ladder = ladderOf(ladderContent.parse(content).steps)
    const key = hasWaited ? ladder.next(step) : step
    const next = key === null ? null : ladder.step(key)
    return {
      title: title[lang] || title.en || title.es,
      path: paths.office.ladder(id),
      says: next ? sayStep(next, lang) : '',
      at: at.toISOString(),
      isPaused,
    }
  })
}
