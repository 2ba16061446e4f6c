import { type RawBuilder, sql } from 'kysely'
import type { BroadcastState } from '#db/schema-story'
import { isUuid } from '#db/uuid'
import type { Bilingual, Language } from '~/i18n/language'
import type { BroadcastChannel, BroadcastContent } from '~/messages/broadcasts/broadcast-content'
import { contentOf } from '~/messages/broadcasts/broadcasts-being-composed.server'
import type { Reach } from '~/messages/broadcasts/reach.server'
import { readSchedule, type Schedule } from '~/messages/broadcasts/schedule'
import type { Office } from '~/office/guard/guard.server'

/** A message to those who asked for news, as its pages show it. */
export interface Broadcast {
  id: string
  channel: BroadcastChannel
  state: BroadcastState
  content: BroadcastContent
  revision: number
  /** Somebody has deleted it; it can be put back. */
  isDropped: boolean
  campaign: { id: string; slug: string; name: Bilingual; groupId: string }
  /** Slug of the post it was made of; null when that is gone. */
  post: string | null
  segmentId: string | null
  /** As it was kept when it was approved. */
  segment: unknown
  schedule: Schedule
  perHour: number | null
  testShare: number
  testHours: number
  /** Whether this revision was sent to its writer, and read in both languages. */
  isTested: boolean
  isRead: Record<Language, boolean>
  /** Whoever wrote or planned any part of it since it was last approved. */
  writers: readonly string[]
  /** A writer who has approved this revision, and waits for a second person. */
  agreedBy: string | null
  approvedBy: string | null
  startedAt: Date | null
  endedAt: Date | null
  /** Why it was paused by itself; null: it was not. */
  stuckWhy: 'segment' | 'fault' | null
  reach: Reach | null
  winner: 'a' | 'b' | null
}

/** In a list. */
export interface ListedBroadcast {
  id: string
  channel: BroadcastChannel
  state: BroadcastState
  title: string
  campaign: string
  updatedAt: string
}

/** Messages of the groups that this organizer may write for, the newest first. */
export async function listBroadcasts(office: Pick<Office, 'db' | 'groupsWith' | 'lang'>): Promise<ListedBroadcast[]> {
  const { db, lang } = office
  const groups = office.groupsWith('edit')
  if (groups.length === 0) return []
  const rows = await db
    .selectFrom('broadcast')
    .innerJoin('campaign', 'campaign.id', 'broadcast.campaign_id')
    .select(['broadcast.id', 'channel', 'broadcast.state', 'subject', 'body', 'campaign.name', 'broadcast.updated_at'])
    .where('broadcast.state', '<>', 'dropped')
    .where('campaign.group_id', 'in', groups)
    .orderBy('broadcast.updated_at', 'desc')
    .limit(500)
    .execute()
  return rows.map(({ id, channel, state, subject, body, name, updated_at }) => ({
    id,
    channel,
    state,
    title: startOf(subject[lang] || subject.en || subject.es || body[lang] || body.en || body.es),
    campaign: name[lang],
    updatedAt: updated_at.toISOString(),
  }))
}

/** A text has no title; its first words stand for it. */
function startOf(words: string): string {
  return words.length > 80 ? `${words.slice(0, 79)}…` : words
}

/**
 * The message in the address, also one that was deleted, as long as it can be put back: what somebody typed into it
 * meanwhile stays on its page, which is loaded anew after each form.
 *
 * @throws 404 when there is none that they may write
 */
export async function broadcastOf(office: Pick<Office, 'db' | 'params' | 'may'>): Promise<Broadcast> {
  const id = office.params.broadcast
  const row = isUuid(id)
    ? await office.db
        .selectFrom('broadcast')
        .innerJoin('campaign', 'campaign.id', 'broadcast.campaign_id')
        .leftJoin('news_item', 'news_item.id', 'broadcast.news_item_id')
        .selectAll('broadcast')
        .select(['campaign.slug', 'campaign.name', 'campaign.group_id', 'news_item.slug as post'])
        .where('broadcast.id', '=', id)
        .executeTakeFirst()
    : null
  if (!row || !office.may('edit', row.group_id)) throw new Response(null, { status: 404 })
  return {
    id: row.id,
    channel: row.channel,
    state: row.state,
    content: contentOf({ ...row, subjectB: row.subject_b, bodyB: row.body_b }),
    revision: row.revision,
    isDropped: row.state === 'dropped',
    campaign: { id: row.campaign_id, slug: row.slug, name: row.name, groupId: row.group_id },
    post: row.post,
    segmentId: row.segment_id,
    segment: row.segment,
    schedule: readSchedule(row.schedule),
    perHour: row.per_hour,
    testShare: row.test_share,
    testHours: row.test_hours,
    isTested: row.tested_revision === row.revision,
    isRead: { en: row.read_en_revision === row.revision, es: row.read_es_revision === row.revision },
    writers: row.writers,
    agreedBy: row.agreed_revision === row.revision ? row.agreed_by : null,
    approvedBy: row.approved_by,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    stuckWhy: row.state === 'paused' ? row.stuck_why : null,
    reach: row.reach as Reach | null,
    winner: row.winner,
  }
}

/**
 * The writers of a message once somebody saves it: what was approved had been read by two people, so that they are counted
 * from the last approval on.
 */
export function withWriter(organizerId: string): RawBuilder<string[]> {
  return sql<string[]>`case when state = 'approved' then array[${organizerId}::uuid]
    when ${organizerId}::uuid = any(writers) then writers else writers || ${organizerId}::uuid end`
}

/** Whether it may still be changed; that takes back an approval. */
export function isBeingWritten({ state }: Pick<Broadcast, 'state'>): boolean {
  return state === 'draft' || state === 'approved' || state === 'dropped'
}
