import { sql } from 'kysely'
import type { Db } from '#db/client'
import { announcePosts } from '~/officials/posts/announce-posts.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { linkHash } from '~/vault/links.server'
import { answerableDays, type ResponseAnswer } from './response-answers'

/** The question behind a link in a mail. */
export interface ResponseLink {
  state: 'open' | 'expired' | 'unknown'
  /** Title of the post, in English; '' when unknown. */
  post: string
  slug: string
  answer: ResponseAnswer | null
}

/** Looks up a question by its link, without changing anything. */
export async function findResponseLink(db: Db, token: string, now: Date): Promise<ResponseLink> {
  const { rows } = await sql<{ post: string; slug: string; answer: ResponseAnswer | null; askedAt: Date }>`
    select post_title as post, post_slug as slug, answer, asked_at as "askedAt" from response_question_of_link(${linkHash(token)})
  `.execute(db)
  const [row] = rows
  if (!row) return { state: 'unknown', post: '', slug: '', answer: null }
  const { askedAt, ...found } = row
  return { ...found, state: now.getTime() - askedAt.getTime() < answerableDays * 86_400_000 ? 'open' : 'expired' }
}

/** Records whether offices answered. Idempotent; a later answer replaces an earlier one. */
export async function recordResponses(
  { trx }: RecordContext,
  arrivals: OpenedSubmission<'office-response'>[],
): Promise<void> {
  for (const { submission, at } of arrivals) {
    const { rows } = await sql<{ postId: string }>`
      update response_question set answer = ${submission.answer}, answered_at = ${at} from message
      where message.link_hash = ${linkHash(submission.token)} and message.template = 'did-they-answer' and response_question.message_id = message.id
        and response_question.asked_at > ${at}::timestamptz - make_interval(days => ${answerableDays})
      returning response_question.post_id as "postId"
    `.execute(trx)
    await announcePosts(
      trx,
      rows.map(({ postId }) => postId),
    )
  }
}

/** How often an office answered, as people said; null while fewer than ten did. */
export async function readResponses(db: Db, postId: string): Promise<{ answers: number; answered: number } | null> {
  const row = await db
    .selectFrom('office_response')
    .select(['answers', 'answered'])
    .where('post_id', '=', postId)
    .executeTakeFirst()
  return row ?? null
}
