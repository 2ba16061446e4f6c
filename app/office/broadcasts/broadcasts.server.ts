import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from '#db/schema'
import { isUuid } from '#db/uuid'
import { readWhole } from '#db/whole-number'
import { postContent } from '~/campaigns/news/news-content'
import { segmentsOf } from '~/channels/sms/segments'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import type { FieldError } from '~/ui/forms/form-state'
import { typedLine, typedLines } from '~/ui/forms/typed-text'
import { type BroadcastChannel, draftOfPost, mostSegments } from './draft-of-post'

/** A message to those who asked for news, as its page shows it. */
export interface Broadcast {
  id: string
  channel: BroadcastChannel
  subject: Bilingual
  body: Bilingual
  revision: number
  /** Somebody has deleted it; it can be put back. */
  isDropped: boolean
  campaign: { slug: string; name: Bilingual; groupId: string }
  /** Slug of the post it was made of; null when that is gone. */
  post: string | null
}

/** In a list. */
export interface ListedBroadcast {
  id: string
  channel: BroadcastChannel
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
  office: Pick<Office, 'db' | 'env' | 'organizer' | 'audit' | 'now'>,
  post: { id: string; slug: string; groupId: string; campaignId: string; campaignSlug: string; content: unknown },
  channel: BroadcastChannel,
): Promise<string> {
  const { env, organizer, now } = office
  const { title, summary, text } = postContent.parse(post.content)
  const url = (language: 'en' | 'es') => `${env.publicUrl}${paths.post(language, post.campaignSlug, post.slug)}`
  const { subject, body } = draftOfPost(channel, { title, summary, text, url: { en: url('en'), es: url('es') } })
  return office.db.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto('broadcast')
      .values({
        campaign_id: post.campaignId,
        channel,
        subject: JSON.stringify(subject),
        body: JSON.stringify(body),
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

/** Drafts of the groups whose messages this organizer may write, the newest first. */
export async function listDrafts(office: Pick<Office, 'db' | 'groupsWith' | 'lang'>): Promise<ListedBroadcast[]> {
  const { db, lang } = office
  const groups = office.groupsWith('edit')
  if (groups.length === 0) return []
  const rows = await db
    .selectFrom('broadcast')
    .innerJoin('campaign', 'campaign.id', 'broadcast.campaign_id')
    .select(['broadcast.id', 'channel', 'subject', 'body', 'campaign.name', 'broadcast.updated_at'])
    .where('broadcast.state', '=', 'draft')
    .where('campaign.group_id', 'in', groups)
    .orderBy('broadcast.updated_at', 'desc')
    .execute()
  return rows.map(({ id, channel, subject, body, name, updated_at }) => ({
    id,
    channel,
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
 * The draft in the address, also one that was deleted, as long as it can be put back: what somebody typed into it
 * meanwhile stays on its page, which is loaded anew after each form.
 *
 * @throws 404 when there is none that they may write
 */
export async function draftOf(office: Pick<Office, 'db' | 'params' | 'may'>): Promise<Broadcast> {
  const id = office.params.broadcast
  const row = isUuid(id)
    ? await office.db
        .selectFrom('broadcast')
        .innerJoin('campaign', 'campaign.id', 'broadcast.campaign_id')
        .leftJoin('news_item', 'news_item.id', 'broadcast.news_item_id')
        .select(['broadcast.id', 'channel', 'subject', 'body', 'broadcast.revision', 'broadcast.state'])
        .select(['campaign.slug', 'campaign.name', 'campaign.group_id', 'news_item.slug as post'])
        .where('broadcast.id', '=', id)
        .where('broadcast.state', 'in', ['draft', 'dropped'])
        .executeTakeFirst()
    : null
  if (!row || !office.may('edit', row.group_id)) throw new Response(null, { status: 404 })
  const { slug, name, group_id: groupId, state, ...broadcast } = row
  return { ...broadcast, isDropped: state === 'dropped', campaign: { slug, name, groupId } }
}

const mostInText = 700
const wordsOf = (channel: BroadcastChannel) => {
  const line = typedLine(160, 'tooLong')
  const body = typedLines(channel === 'mail' ? 25_000 : mostInText, 'tooLong')
  return z.object({ subject_en: line, subject_es: line, body_en: body, body_es: body })
}

export type SavedDraft =
  | { outcome: 'saved' }
  | { outcome: 'invalid'; errors: FieldError[] }
  /** Somebody saved theirs meanwhile. */
  | { outcome: 'stale'; theirs: Broadcast }
  /** Somebody deleted it meanwhile. */
  | { outcome: 'gone' }

/** Saves what was typed. A half-written draft is saved too; a text of more than two segments is not. */
export async function saveDraftMessage(
  office: Pick<Office, 'db' | 'params' | 'may' | 't' | 'audit' | 'organizer' | 'now'>,
  draft: Broadcast,
  typed: Record<string, string>,
): Promise<SavedDraft> {
  const read = wordsOf(draft.channel).safeParse({ subject_en: '', subject_es: '', ...typed })
  if (!read.success)
    return {
      outcome: 'invalid',
      errors: read.error.issues.map(({ path, message }) => ({ field: String(path[0]), message })),
    }
  const { subject_en, subject_es, body_en, body_es } = read.data
  const body = { en: body_en, es: body_es }
  const long =
    draft.channel === 'text' ? (['en', 'es'] as const).filter((one) => segmentsOf(body[one]) > mostSegments) : []
  if (long.length > 0)
    return {
      outcome: 'invalid',
      errors: long.map((one) => ({
        field: `body_${one}`,
        message: 'segments',
        said: office.t('broadcasts.tooManySegments', { segments: segmentsOf(body[one]), most: mostSegments }),
      })),
    }
  const isSaved = await office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('broadcast')
      .set((eb) => ({
        subject: JSON.stringify({ en: subject_en, es: subject_es }),
        body: JSON.stringify(body),
        revision: eb('revision', '+', 1),
        saved_by: office.organizer.id,
        updated_at: office.now,
      }))
      .where('id', '=', draft.id)
      .where('state', '=', 'draft')
      .where('revision', '=', readWhole(typed.revision) ?? 0)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    await office.audit({ groupId: draft.campaign.groupId, act: 'changed-message', subject: draft.id }, trx)
    return true
  })
  if (isSaved) return { outcome: 'saved' }
  const theirs = await draftOf(office)
  return theirs.isDropped ? { outcome: 'gone' } : { outcome: 'stale', theirs }
}

/** Takes a draft out of the list; it can be put back for a month. */
export async function dropDraft(office: Pick<Office, 'db' | 'audit' | 'now'>, draft: Broadcast): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('broadcast')
      .set({ state: 'dropped', updated_at: office.now })
      .where('id', '=', draft.id)
      .execute()
    await office.audit({ groupId: draft.campaign.groupId, act: 'dropped-message', subject: draft.id }, trx)
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
    const restored = await trx
      .updateTable('broadcast')
      .from('campaign')
      .set({ state: 'draft', updated_at: office.now })
      .whereRef('campaign.id', '=', 'broadcast.campaign_id')
      .where('campaign.group_id', 'in', groups)
      .where('broadcast.id', '=', id)
      .where('broadcast.state', '=', 'dropped')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('broadcast as other')
              .select('other.id')
              .whereRef('other.news_item_id', '=', 'broadcast.news_item_id')
              .whereRef('other.channel', '=', 'broadcast.channel')
              .where('other.state', '=', 'draft'),
          ),
        ),
      )
      .returning('campaign.group_id')
      .executeTakeFirst()
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
