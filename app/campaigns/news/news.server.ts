import type { Db } from '#db/client'
import { type PostContent, type PressContent, postContent, pressContent } from './news-content'

/** A post of the campaign's own, or a link to the press. */
export type NewsItem = Post | PressLink

export interface Post {
  kind: 'post'
  id: string
  slug: string
  shownAt: Date
  updatedAt: Date
  content: PostContent
}

export interface PressLink {
  kind: 'press'
  id: string
  slug: string
  shownAt: Date
  updatedAt: Date
  content: PressContent
}

/** News of a campaign that is public by now, newest first. A post with a time in the future appears at that time. */
export async function readNews(db: Db, campaignId: string, most: number, now: Date): Promise<NewsItem[]> {
  const rows = await newsOf(db, campaignId, now).orderBy('shown_at', 'desc').orderBy('slug').limit(most).execute()
  return rows.map(itemOf)
}

/** A post that is public by now; null for a draft, and before its time. */
export async function readPost(db: Db, campaignId: string, slug: string, now: Date): Promise<Post | null> {
  const row = await newsOf(db, campaignId, now).where('slug', '=', slug).where('kind', '=', 'post').executeTakeFirst()
  const item = row && itemOf(row)
  return item?.kind === 'post' ? item : null
}

function newsOf(db: Db, campaignId: string, now: Date) {
  return db
    .selectFrom('news_item')
    .select(['id', 'slug', 'kind', 'content', 'shown_at', 'updated_at'])
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'open')
    .where('shown_at', '<=', now)
}

function itemOf(row: {
  id: string
  slug: string
  kind: 'post' | 'press'
  content: unknown
  shown_at: Date | null
  updated_at: Date
}): NewsItem {
  // Rows without it are left out by the query.
  const head = { id: row.id, slug: row.slug, shownAt: row.shown_at!, updatedAt: row.updated_at }
  return row.kind === 'post'
    ? { kind: 'post', ...head, content: postContent.parse(row.content) }
    : { kind: 'press', ...head, content: pressContent.parse(row.content) }
}
