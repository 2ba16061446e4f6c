import { type RawBuilder, sql } from 'kysely'
import type { StoryKind } from './story-kind'

/**
 * What the public may see of a kind at a time, for the `from` of a statement: rows of `thing`, each with its `campaign`.
 * Posts and press links wait for their hour, documents until their file has been read.
 */
export function publishedThings({ table, always }: StoryKind, now: Date): RawBuilder<unknown> {
  const conditions = Object.entries(always ?? {}).map(
    ([column, value]) => sql`and ${sql.ref(`thing.${column}`)} = ${value}`,
  )
  return sql`
    ${sql.table(table)} as thing join campaign on campaign.id = thing.campaign_id
    where thing.state = 'open' and campaign.state = 'published' ${sql.join(conditions, sql` `)}
      ${table === 'news_item' ? sql`and thing.shown_at <= ${now}` : sql``}
      ${table === 'document' ? sql`and thing.reading = 'read'` : sql``}
  `
}
