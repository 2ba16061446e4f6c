import { sql } from 'kysely'
import type { Db } from '../../client'
import { cases } from './cases'
import { homeSections } from './home'
import { meetings } from './meetings'
import { posts, press } from './news'
import { seedPolicies } from './policies'
import type { SeedItem } from './story-item'
import { timeline } from './timeline'

/**
 * Inserts the first campaign's story as published: timeline, cases, news, meetings, the sections of its home, and where
 * localities stand.
 *
 * @param now when it is published; meetings are in the month after
 */
export async function seedStory(trx: Db, { campaignId }: { campaignId: string }, now: Date): Promise<void> {
  const published = publishing(campaignId, now)
  await trx
    .insertInto('timeline_entry')
    .values(
      timeline.map((entry, index) => ({
        ...published(entry, index),
        happened_on: entry.content.happenedOn,
        kind: entry.content.kind,
      })),
    )
    .execute()
  await trx.insertInto('court_case').values(cases.map(published)).execute()
  await trx
    .insertInto('news_item')
    .values([
      ...posts.map((post, index) => ({
        ...published(post, index),
        kind: 'post' as const,
        shown_at: inArizona(post.content.shownAt),
      })),
      ...press.map((link, index) => ({
        ...published(link, posts.length + index),
        kind: 'press' as const,
        shown_at: inArizona(`${link.content.publishedOn}T00:00`),
      })),
    ])
    .execute()
  await seedMeetings(trx, published, now)
  await trx
    .updateTable('campaign')
    .set({ sections: JSON.stringify(homeSections) })
    .where('id', '=', campaignId)
    .execute()
  await keepFirstVersions(trx, campaignId)
  await seedPolicies(trx, now)
}

async function seedMeetings(trx: Db, published: ReturnType<typeof publishing>, now: Date): Promise<void> {
  const next = meetings(now)
  const places = await trx
    .selectFrom('division')
    .select(['id', 'slug'])
    .where(
      'slug',
      'in',
      next.map(({ content }) => content.place),
    )
    .execute()
  const ids = new Map(places.map(({ id, slug }) => [slug, id]))
  await trx
    .insertInto('meeting')
    .values(
      next.map((meeting, index) => ({
        ...published(meeting, index),
        division_id: ids.get(meeting.content.place) ?? null,
        starts_at: inArizona(meeting.content.startsAt),
        comment_by: inArizona(meeting.content.commentBy),
      })),
    )
    .execute()
}

/** The columns that all tables of the story have. */
function publishing(campaignId: string, now: Date) {
  return ({ slug, content }: SeedItem<object>, index: number) => ({
    campaign_id: campaignId,
    slug,
    state: 'open' as const,
    revision: 1,
    content: JSON.stringify(content),
    created_at: new Date(now.getTime() + index),
    updated_at: now,
  })
}

/** Histories begin with what is published now. */
async function keepFirstVersions(trx: Db, campaignId: string): Promise<void> {
  await sql`
    insert into story_revision (thing_id, revision, content, state, published_by, published_at)
    select id, revision, content, state, null, updated_at from (
      select id, campaign_id, revision, content, state, updated_at from timeline_entry
      union all select id, campaign_id, revision, content, state, updated_at from court_case
      union all select id, campaign_id, revision, content, state, updated_at from news_item
      union all select id, campaign_id, revision, content, state, updated_at from meeting
    ) as thing where campaign_id = ${campaignId}
  `.execute(trx)
}

/** @param local YYYY-MM-DDTHH:MM; Arizona never changes its clocks */
function inArizona(local: string): Date {
  return new Date(`${local}:00-07:00`)
}
