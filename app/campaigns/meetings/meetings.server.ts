import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type ReferredPlace, referredPlaces } from '~/campaigns/story/referred.server'
import { sittingRoles } from '~/officials/posts/target'
import { type MeetingContent, meetingContent } from './meeting-content'
import { type MeetingTimes, meetingTimes } from './meeting-times'

/** A meeting of a council or board. */
export interface Meeting extends MeetingTimes {
  id: string
  slug: string
  campaign: { slug: string }
  content: MeetingContent
  place: ReferredPlace | null
  updatedAt: Date
}

/** Published meetings: those to come, soonest first; then those that are over, newest first. */
export interface Meetings {
  coming: Meeting[]
  over: Meeting[]
}

/** A campaign's meetings. */
export async function readMeetings(db: Db, campaignId: string, now: Date): Promise<Meetings> {
  return inOrder(db, await meetingsOf(db).where('meeting.campaign_id', '=', campaignId).execute(), now)
}

/** Meetings of a place's council or board, in all campaigns. @param placeSlug slug of the division */
export async function readMeetingsOfPlace(db: Db, placeSlug: string, now: Date): Promise<Meetings> {
  const rows = await meetingsOf(db)
    .where(sql<boolean>`meeting.content ->> 'place' = ${placeSlug}`)
    .where('campaign.state', '=', 'published')
    .execute()
  return inOrder(db, rows, now)
}

/**
 * The next meeting, or the one going on, of the council or board on which an official sits; null when none is announced
 * and for officials who sit on none, such as a sheriff.
 *
 * @param official slug or id of the post
 * @param campaignId only its meetings; without it, those of all published campaigns
 */
export async function readNextMeeting(
  db: Db,
  { official, campaignId }: { official: string; campaignId?: string },
  now: Date,
): Promise<Meeting | null> {
  const rows = await meetingsOf(db)
    .where(campaignId ? sql<boolean>`campaign.id = ${campaignId}` : sql<boolean>`campaign.state = 'published'`)
    .where(
      sql<boolean>`meeting.content ->> 'place' in (
        select coalesce(outer_place.slug, place.slug) from post join division as place on place.id = post.division_id
        left join division as outer_place on outer_place.id = place.parent_id and place.kind = 'district'
        where ${official} in (post.slug, post.id::text) and post.role = any(${sittingRoles}::text[]))`,
    )
    .execute()
  return (await inOrder(db, rows, now)).coming[0] ?? null
}

/** A published meeting by its slug; null for a draft. */
export async function readMeeting(db: Db, campaignId: string, slug: string, now: Date): Promise<Meeting | null> {
  const rows = await meetingsOf(db)
    .where('meeting.campaign_id', '=', campaignId)
    .where('meeting.slug', '=', slug)
    .execute()
  const { coming, over } = await inOrder(db, rows, now)
  return coming[0] ?? over[0] ?? null
}

function meetingsOf(db: Db) {
  return db
    .selectFrom('meeting')
    .innerJoin('campaign', 'campaign.id', 'meeting.campaign_id')
    .select(['meeting.id', 'meeting.slug', 'meeting.content', 'meeting.updated_at', 'campaign.slug as campaign_slug'])
    .where('meeting.state', '=', 'open')
    .where('meeting.starts_at', 'is not', null)
    .orderBy('meeting.starts_at')
    .orderBy('meeting.slug')
}

async function inOrder(
  db: Db,
  rows: { id: string; slug: string; content: unknown; updated_at: Date; campaign_slug: string }[],
  now: Date,
): Promise<Meetings> {
  const contents = rows.map(({ content }) => meetingContent.parse(content))
  const places = await referredPlaces(
    db,
    contents.map(({ place }) => place),
  )
  const all = rows.flatMap((row, at): Meeting[] => {
    const content = contents[at]!
    const times = meetingTimes(content, now)
    if (!times) return []
    const { id, slug, updated_at: updatedAt } = row
    const campaign = { slug: row.campaign_slug }
    return [{ id, slug, campaign, content, place: places.get(content.place) ?? null, updatedAt, ...times }]
  })
  return {
    coming: all.filter(({ phase }) => phase !== 'over'),
    over: all.filter(({ phase }) => phase === 'over').reverse(),
  }
}
