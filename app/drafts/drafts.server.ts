import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import type { PetitionState } from '#db/schema'
import type { Petition } from '~/petitions/petition'
import { missingIn, publishedContent, wholeContent, type Missing, type PetitionContent } from './petition-content'

/** A petition as it is being written. */
export interface Draft {
  content: PetitionContent
  /** Rises with every save; a save that began from another one is refused. */
  revision: number
  savedBy: string | null
  savedAt: Date | null
}

const lockMinutes = 3

/** The draft, or what is published when nobody has written since. */
export async function readDraft(db: Db, petition: Petition): Promise<Draft> {
  const row = await db.selectFrom('petition_draft').selectAll().where('petition_id', '=', petition.id).executeTakeFirst()
  if (!row) return { content: publishedContent(petition), revision: 0, savedBy: null, savedAt: null }
  return { content: wholeContent(row.content), revision: row.revision, savedBy: row.saved_by, savedAt: row.saved_at }
}

export type Saved = { outcome: 'saved'; revision: number } | { outcome: 'stale'; theirs: Draft }

/** Saves the draft, unless somebody else has saved since this one was read: the statement decides. */
export async function saveDraft(db: Db, petition: Petition, content: PetitionContent, revision: number, by: string, now: Date): Promise<Saved> {
  const { rows } = await sql<{ revision: number }>`
    insert into petition_draft (petition_id, content, revision, saved_by, saved_at)
    values (${petition.id}, ${JSON.stringify(content)}::jsonb, ${revision + 1}, ${by}, ${now})
    on conflict (petition_id) do update set content = excluded.content, revision = excluded.revision, saved_by = excluded.saved_by, saved_at = excluded.saved_at
      where petition_draft.revision = ${revision}
    returning revision
  `.execute(db)
  const saved = rows[0]
  return saved ? { outcome: 'saved', revision: saved.revision } : { outcome: 'stale', theirs: await readDraft(db, petition) }
}

export type Published = { outcome: 'published' } | { outcome: 'incomplete'; missing: Missing[] }

/** Shows the draft to everybody, when both languages are whole; what it replaces stays in the history. */
export async function publishDraft(trx: Trx, petition: Petition, by: string, now: Date): Promise<Published> {
  const { content } = await readDraft(trx, petition)
  const missing = missingIn(content)
  if (missing.length > 0) return { outcome: 'incomplete', missing }
  const state: PetitionState = petition.state === 'draft' ? 'open' : petition.state
  const orNull = (text: { en: string; es: string }) => (text.en ? JSON.stringify(text) : null)
  const { revision } = await trx
    .updateTable('petition')
    .set((eb) => ({
      title: JSON.stringify(content.title), ask: JSON.stringify(content.ask), target: JSON.stringify(content.target), story: JSON.stringify(content.story),
      image: content.image, image_alt: content.image ? JSON.stringify(content.imageAlt) : null, share_text: JSON.stringify(content.shareText),
      outcome: orNull(content.outcome), comment_prompt: orNull(content.commentPrompt), goal_steps: content.goalSteps,
      thanks_text: orNull(content.thanksText), confirm_subject: orNull(content.confirmSubject), confirm_text: orNull(content.confirmText), thanks_mail: orNull(content.thanksMail),
      share_image: content.shareImage, time_zone: content.timeZone,
      asks_comment: !content.leavesOut.includes('comment'), asks_names: !content.leavesOut.includes('names'), asks_phone: !content.leavesOut.includes('phone'),
      opens_at: content.opensAt === null ? null : new Date(content.opensAt), closes_at: content.closesAt === null ? null : new Date(content.closesAt),
      state, revision: eb('revision', '+', 1), updated_at: now,
    }))
    .where('id', '=', petition.id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  await trx.insertInto('petition_revision').values({ petition_id: petition.id, revision, content: JSON.stringify(content), state, published_by: by, published_at: now }).execute()
  await trx.insertInto('petition_total').values({ petition_id: petition.id, changed_at: now }).onConflict((conflict) => conflict.doNothing()).execute()
  await announce(trx, ['site', `petition:${petition.id}`])
  return { outcome: 'published' }
}

/** Every version that was published, newest first. */
export async function readHistory(db: Db, petitionId: string) {
  const rows = await db.selectFrom('petition_revision').selectAll().where('petition_id', '=', petitionId).orderBy('revision', 'desc').limit(200).execute()
  return rows.map((row) => ({ revision: row.revision, content: wholeContent(row.content), publishedBy: row.published_by, publishedAt: row.published_at }))
}

/** Opens, closes, wins or archives. A draft opens by being published. */
export async function changeState(trx: Trx, petition: Petition, state: Exclude<PetitionState, 'draft'>, now: Date): Promise<boolean> {
  if (petition.state === 'draft') return false
  await trx.updateTable('petition').set({ state, updated_at: now }).where('id', '=', petition.id).execute()
  await announce(trx, ['site', `petition:${petition.id}`])
  return true
}

/**
 * Takes the editing lock, or keeps it; it passes to another three minutes after the last sign of life. It warns, and
 * does not bar: what decides is the revision.
 *
 * @returns who holds it, if it is somebody else
 */
export async function takeLock(db: Db, subject: string, organizerId: string, now: Date): Promise<string | null> {
  const { rows } = await sql<{ organizerId: string }>`
    with taken as (
      insert into editing_lock (subject, organizer_id, until) values (${subject}, ${organizerId}, ${now}::timestamptz + make_interval(mins => ${lockMinutes}))
      on conflict (subject) do update set organizer_id = excluded.organizer_id, until = excluded.until
        where editing_lock.organizer_id = excluded.organizer_id or editing_lock.until < ${now}
      returning organizer_id)
    select organizer_id as "organizerId" from taken
    union all select organizer_id from editing_lock where subject = ${subject} and not exists (select from taken)
  `.execute(db)
  const holder = rows[0]!.organizerId
  return holder === organizerId ? null : holder
}
