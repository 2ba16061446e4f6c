import { type Selectable, sql } from 'kysely'
import type { Database } from '#db/schema'
import type { BroadcastState } from '#db/schema-story'
import { isUuid } from '#db/uuid'
import { readWhole } from '#db/whole-number'
import { postContent } from '~/campaigns/news/news-content'
import { segmentsOf } from '~/channels/sms/segments'
import { framed, type TextFrame } from '~/channels/sms/text-frame'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type BroadcastChannel, type BroadcastContent, emptyBlock } from '~/messages/broadcasts/broadcast-content'
import { contentOf } from '~/messages/broadcasts/broadcasts-being-composed.server'
import { dearestFields, fillFields } from '~/messages/broadcasts/merge-fields'
import type { Reach } from '~/messages/broadcasts/reach.server'
import { readSchedule, type Schedule } from '~/messages/broadcasts/schedule'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { FieldError } from '~/ui/forms/form-state'
import { readContent } from './content-form'
import { draftOfPost, mostSegments } from './draft-of-post'

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
  savedBy: string | null
  approvedBy: string | null
  startedAt: Date | null
  endedAt: Date | null
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

type Draft = Pick<Selectable<Database['broadcast']>, 'id' | 'channel'>

/** Drafts of a post, at most one of each channel. */
export async function draftsOfPost({ db }: Pick<Office, 'db'>, postId: string): Promise<Draft[]> {
  return db
    .selectFrom('broadcast')
    .select(['id', 'channel'])
    .where('news_item_id', '=', postId)
    .where('state', '=', 'draft')
    .orderBy('channel')
    .execute()
}

/**
 * Makes a draft of a published post. One that is there already is kept as somebody has edited it.
 *
 * @returns its id
 */
export async function draftFromPost(
  office: Pick<Office, 'db' | 'organizer' | 'audit' | 'now' | 'env'>,
  post: { id: string; slug: string; groupId: string; campaignId: string; campaignSlug: string; content: unknown },
  channel: BroadcastChannel,
): Promise<string> {
  const { env, organizer, now } = office
  const { title, summary, text } = postContent.parse(post.content)
  const url = (language: Language) => `${env.publicUrl}${paths.post(language, post.campaignSlug, post.slug)}`
  const page = paths.post('en', post.campaignSlug, post.slug).replace(/^\/en\//, '')
  const { subject, body, blocks } = draftOfPost(channel, {
    title,
    summary,
    text,
    url: { en: url('en'), es: url('es') },
    page,
  })
  return office.db.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto('broadcast')
      .values({
        campaign_id: post.campaignId,
        channel,
        subject: JSON.stringify(subject),
        body: JSON.stringify(body),
        blocks: blocks && JSON.stringify(blocks),
        news_item_id: post.id,
        created_by: organizer.id,
        saved_by: organizer.id,
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.columns(['news_item_id', 'channel']).where('state', '=', 'draft').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) {
      await office.audit({ groupId: post.groupId, act: 'drafted-message', subject: made.id }, trx)
      return made.id
    }
    const kept = await trx
      .selectFrom('broadcast')
      .select('id')
      .where('news_item_id', '=', post.id)
      .where('channel', '=', channel)
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow()
    return kept.id
  })
}

/** Begins an empty message to a campaign's people. @returns its id. @throws 404 for a campaign that they may not write for */
export async function makeDraft(
  office: Pick<Office, 'db' | 'organizer' | 'audit' | 'now' | 'may'>,
  fields: Record<string, string>,
): Promise<string> {
  const { channel, campaign: slug = '' } = fields
  const campaign = await office.db
    .selectFrom('campaign')
    .select(['id', 'group_id'])
    .where('slug', '=', slug)
    .where('state', '<>', 'archived')
    .executeTakeFirst()
  if (!campaign || !office.may('edit', campaign.group_id) || (channel !== 'mail' && channel !== 'text'))
    throw new Response(null, { status: 404 })
  const nothing = JSON.stringify({ en: '', es: '' })
  return office.db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('broadcast')
      .values({
        campaign_id: campaign.id,
        channel,
        subject: nothing,
        body: nothing,
        blocks: channel === 'mail' ? JSON.stringify([emptyBlock('text'), emptyBlock('button')]) : null,
        news_item_id: null,
        created_by: office.organizer.id,
        saved_by: office.organizer.id,
        created_at: office.now,
        updated_at: office.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await office.audit({ groupId: campaign.group_id, act: 'drafted-message', subject: id }, trx)
    return id
  })
}

/** Campaigns that this organizer may write for. */
export async function campaignsToWriteFor(office: Pick<Office, 'db' | 'groupsWith' | 'lang'>) {
  const groups = office.groupsWith('edit')
  if (groups.length === 0) return []
  const rows = await office.db
    .selectFrom('campaign')
    .select(['slug', 'name'])
    .where('group_id', 'in', groups)
    .where('state', '<>', 'archived')
    .orderBy('created_at')
    .execute()
  return rows.map(({ slug, name }) => ({ slug, name: name[office.lang] }))
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
    content: contentOf({ ...row, subjectB: row.subject_b }),
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
    savedBy: row.saved_by,
    approvedBy: row.approved_by,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    reach: row.reach as Reach | null,
    winner: row.winner,
  }
}

/** Whether it may still be changed; that takes back an approval. */
export function isBeingWritten({ state }: Pick<Broadcast, 'state'>): boolean {
  return state === 'draft' || state === 'approved' || state === 'dropped'
}

export type SavedDraft =
  | { outcome: 'saved' }
  | { outcome: 'invalid'; errors: FieldError[] }
  /** Somebody saved theirs meanwhile. */
  | { outcome: 'stale'; theirs: Broadcast }
  /** Somebody deleted it meanwhile, or it is going out. */
  | { outcome: 'gone' | 'sent' }

/** What goes around a text of a group, as it is counted. */
export function frameOf(office: Pick<Office, 'groups'>, groupId: string, language: Language): TextFrame {
  return {
    sender: office.groups.get(groupId)?.senderName ?? 'Firme',
    stopLine: translator(language)('texts.stopLine'),
    isToMany: true,
  }
}

/**
 * Saves what was typed, which takes back an approval. A half-written draft is saved too; a text of more than two segments is
 * not, counted with its sender, how to stop it, and the longest names.
 */
export async function saveDraftMessage(
  office: Pick<Office, 'db' | 'params' | 'may' | 't' | 'audit' | 'organizer' | 'now' | 'groups'>,
  draft: Broadcast,
  typed: Record<string, string>,
): Promise<SavedDraft> {
  if (!isBeingWritten(draft)) return { outcome: 'sent' }
  const { content, errors } = readContent(draft.channel, typed)
  if (errors.length > 0) return { outcome: 'invalid', errors }
  const long = draft.channel === 'text' ? tooLong(office, draft, content.body) : []
  if (long.length > 0) return { outcome: 'invalid', errors: long }
  const { subject, subjectB, preview, blocks, plain, body } = content
  const isSaved = await office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('broadcast')
      .set((eb) => ({
        subject: JSON.stringify(subject),
        subject_b: subjectB && JSON.stringify(subjectB),
        preview: JSON.stringify(preview),
        blocks: draft.channel === 'mail' ? JSON.stringify(blocks) : null,
        plain: plain && JSON.stringify(plain),
        body: JSON.stringify(body),
        revision: eb('revision', '+', 1),
        state: 'draft',
        // Of a post there is one draft by each way; meanwhile somebody may have made another.
        news_item_id: sql<
          string | null
        >`case when not exists (select from broadcast as other where other.news_item_id = broadcast.news_item_id
          and other.channel = broadcast.channel and other.state = 'draft' and other.id <> broadcast.id) then broadcast.news_item_id end`,
        approved_by: null,
        approved_at: null,
        approved_revision: null,
        saved_by: office.organizer.id,
        updated_at: office.now,
      }))
      .where('id', '=', draft.id)
      .where('state', 'in', ['draft', 'approved'])
      .where('revision', '=', readWhole(typed.revision) ?? 0)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await office.audit({ groupId: draft.campaign.groupId, act: 'changed-message', subject: draft.id }, trx)
    return true
  })
  if (isSaved) return { outcome: 'saved' }
  const theirs = await broadcastOf(office)
  if (theirs.isDropped) return { outcome: 'gone' }
  return isBeingWritten(theirs) ? { outcome: 'stale', theirs } : { outcome: 'sent' }
}

function tooLong(office: Pick<Office, 't' | 'groups'>, { campaign }: Broadcast, body: Bilingual): FieldError[] {
  return languages.flatMap((language) => {
    const text = framed(
      fillFields(body[language], dearestFields[language]),
      frameOf(office, campaign.groupId, language),
    )
    const segments = segmentsOf(text)
    if (body[language] === '' || segments <= mostSegments) return []
    const said = office.t('broadcasts.tooManySegments', { segments, most: mostSegments })
    return [{ field: `body_${language}`, message: 'segments', said }]
  })
}

/** Takes a draft out of the list; it can be put back for a month. @returns false when it is going out, or went out */
export async function dropDraft(office: Pick<Office, 'db' | 'audit' | 'now'>, draft: Broadcast): Promise<boolean> {
  return office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('broadcast')
      .set({ state: 'dropped', updated_at: office.now })
      .where('id', '=', draft.id)
      .where('state', 'in', ['draft', 'approved'])
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await office.audit({ groupId: draft.campaign.groupId, act: 'dropped-message', subject: draft.id }, trx)
    return true
  })
}

/**
 * Puts a dropped draft back.
 *
 * @returns whether it is there again; not when its post has a newer one, or its month is over
 */
export async function restoreDraft(
  office: Pick<Office, 'db' | 'audit' | 'now' | 'groupsWith'>,
  id: string,
): Promise<boolean> {
  const groups = office.groupsWith('edit')
  if (!isUuid(id) || groups.length === 0) return false
  const restoring = office.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ group_id: string }>`
      update broadcast set state = 'draft', updated_at = ${office.now}, approved_by = null, approved_at = null, approved_revision = null from campaign
      where campaign.id = broadcast.campaign_id and campaign.group_id = any(${groups}::uuid[]) and broadcast.id = ${id} and broadcast.state = 'dropped'
        and not exists (select from broadcast as other where other.news_item_id = broadcast.news_item_id and other.channel = broadcast.channel and other.state = 'draft')
      returning campaign.group_id
    `.execute(trx)
    const [restored] = rows
    if (!restored) return false
    await office.audit({ groupId: restored.group_id, act: 'restored-message', subject: id }, trx)
    return true
  })
  return restoring.catch((error: { code?: string }) => {
    // A newer one was made at this very moment.
    if (error.code === '23505') return false
    throw error
  })
}
