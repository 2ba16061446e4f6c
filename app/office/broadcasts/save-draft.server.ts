import { sql } from 'kysely'
import { isUuid } from '#db/uuid'
import { readWhole } from '#db/whole-number'
import { segmentsOf } from '~/channels/sms/segments'
import { framed, type TextFrame } from '~/channels/sms/text-frame'
import { type Bilingual, inBoth, type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Block } from '~/messages/broadcasts/broadcast-content'
import { officialsOf } from '~/messages/broadcasts/broadcasts-being-composed.server'
import { dearestFields, fillFields } from '~/messages/broadcasts/merge-fields'
import { plainToStartFrom } from '~/messages/broadcasts/render-broadcast.server'
import type { Office } from '~/office/guard/guard.server'
import type { FieldError } from '~/ui/forms/form-state'
import { type Broadcast, broadcastOf, isBeingWritten, withWriter } from './broadcasts.server'
import { readContent } from './content-form'
import { mostSegments } from './draft-of-post'

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
  office: Pick<Office, 'db' | 'params' | 'may' | 't' | 'audit' | 'organizer' | 'now' | 'groups' | 'env'>,
  draft: Broadcast,
  typed: Record<string, string>,
): Promise<SavedDraft> {
  if (!isBeingWritten(draft)) return { outcome: 'sent' }
  const { content, errors } = readContent(draft.channel, typed)
  if (errors.length > 0) return { outcome: 'invalid', errors }
  const bodies: [string, Bilingual][] = [
    ['body', content.body],
    ['body_b', content.bodyB ?? nothing],
  ]
  const long = draft.channel === 'text' ? bodies.flatMap((one) => tooLong(office, draft, one)) : []
  if (long.length > 0) return { outcome: 'invalid', errors: long }
  const { subject, subjectB, preview, blocks, body, bodyB } = content
  const plain = content.plain && (await startedPlain(office, content.plain, blocks))
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
        body_b: bodyB && JSON.stringify(bodyB),
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
        writers: withWriter(office.organizer.id),
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

/** One's own plain text starts from the parts of the mail, in each language in which nothing is written yet. */
async function startedPlain(
  { db, env }: Pick<Office, 'db' | 'env'>,
  plain: Bilingual,
  blocks: readonly Block[],
): Promise<Bilingual> {
  if (languages.every((language) => plain[language] !== '')) return plain
  const officials = await officialsOf(db, { blocks: [...blocks] })
  return inBoth(
    (language) =>
      plain[language] ||
      plainToStartFrom(blocks, language, { publicUrl: env.publicUrl, officials: officials[language] }),
  )
}

const nothing: Bilingual = { en: '', es: '' }

function tooLong(
  office: Pick<Office, 't' | 'groups'>,
  { campaign }: Broadcast,
  [field, body]: [string, Bilingual],
): FieldError[] {
  return languages.flatMap((language) => {
    const text = framed(
      fillFields(body[language], dearestFields[language]),
      frameOf(office, campaign.groupId, language),
    )
    const segments = segmentsOf(text)
    if (body[language] === '' || segments <= mostSegments) return []
    const said = office.t('broadcasts.tooManySegments', { segments, most: mostSegments })
    return [{ field: `${field}_${language}`, message: 'segments', said }]
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
