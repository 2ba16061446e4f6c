import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import type { AdvocacyState } from '#db/schema-advocacy'
import type { Bilingual } from '~/i18n/language'
import type { AdvocacyCampaign } from '~/take-action/advocacy.server'
import { missingIn, type Missing } from '~/take-action/content'
import { outreachKind } from '~/take-action/registry.server'
import { editorFields, shownTimes, timesOf, type ActionContent } from './action-content'

/** An action as it is being written. */
export interface ActionDraft {
  content: ActionContent
  /** Rises with every save; a save that began from another one is refused. */
  revision: number
  savedBy: string | null
  savedAt: Date | null
}

/** The draft, or what is published when nobody has written since. */
export async function readActionDraft(db: Db, action: AdvocacyCampaign): Promise<ActionDraft> {
  const row = await db.selectFrom('advocacy_draft').selectAll().where('advocacy_campaign_id', '=', action.id).executeTakeFirst()
  if (row) return { content: row.content as ActionContent, revision: row.revision, savedBy: row.saved_by, savedAt: row.saved_at }
  const { title, summary, opensAt, closesAt } = action
  const ofKind = outreachKind(action.kind).readContent(action.content) as ActionContent
  return { content: { title, summary, ...ofKind, ...shownTimes(ofKind.timeZone, { opensAt, closesAt }) }, revision: 0, savedBy: null, savedAt: null }
}

export type SavedAction = { outcome: 'saved'; revision: number } | { outcome: 'stale'; theirs: ActionDraft }

/** Saves the draft, unless somebody else has saved since this one was read: the statement decides. */
export async function saveActionDraft(db: Db, action: AdvocacyCampaign, content: ActionContent, revision: number, by: string, now: Date): Promise<SavedAction> {
  const { rows } = await sql<{ revision: number }>`
    insert into advocacy_draft (advocacy_campaign_id, content, revision, saved_by, saved_at)
    values (${action.id}, ${JSON.stringify(content)}::jsonb, ${revision + 1}, ${by}, ${now})
    on conflict (advocacy_campaign_id) do update set content = excluded.content, revision = excluded.revision, saved_by = excluded.saved_by, saved_at = excluded.saved_at
      where advocacy_draft.revision = ${revision}
    returning revision
  `.execute(db)
  const saved = rows[0]
  return saved ? { outcome: 'saved', revision: saved.revision } : { outcome: 'stale', theirs: await readActionDraft(db, action) }
}

/** What is missing before everybody may see it: a half of the words, or whom it reaches. */
export async function missingInAction(db: Db, action: AdvocacyCampaign, content: ActionContent): Promise<Missing[]> {
  const kind = outreachKind(action.kind)
  const words = [...missingIn(editorFields(kind.fields), content), ...kind.missingIn(content)]
  if (action.targeting.how === 'lookup') return words
  const target = await db.selectFrom('advocacy_target').select('post_id').where('advocacy_campaign_id', '=', action.id).limit(1).executeTakeFirst()
  return target ? words : [...words, { field: 'targets', language: null, why: 'missing' }]
}

export type PublishedAction = { outcome: 'published' } | { outcome: 'incomplete'; missing: Missing[] }

/** Shows the draft to everybody, when both languages are whole and it reaches somebody. */
export async function publishAction(trx: Trx, action: AdvocacyCampaign, now: Date): Promise<PublishedAction> {
  const { content } = await readActionDraft(trx, action)
  const missing = await missingInAction(trx, action, content)
  if (missing.length > 0) return { outcome: 'incomplete', missing }
  const { title, summary, opensAt: _, closesAt: __, ...ofKind } = content
  const { opensAt, closesAt } = timesOf(content)
  await trx
    .updateTable('advocacy_campaign')
    .set((eb) => ({
      title: JSON.stringify(title as Bilingual), summary: JSON.stringify(summary as Bilingual), content: JSON.stringify(ofKind), opens_at: opensAt, closes_at: closesAt,
      state: action.state === 'draft' ? 'open' : action.state, revision: eb('revision', '+', 1), updated_at: now,
    }))
    .where('id', '=', action.id)
    .execute()
  await announce(trx, ['site', `action:${action.id}`])
  return { outcome: 'published' }
}

/** Opens, closes or archives. A draft opens by being published. */
export async function changeActionState(trx: Trx, action: AdvocacyCampaign, state: Exclude<AdvocacyState, 'draft'>, now: Date): Promise<boolean> {
  if (action.state === 'draft') return false
  await trx.updateTable('advocacy_campaign').set({ state, updated_at: now }).where('id', '=', action.id).execute()
  await announce(trx, ['site', `action:${action.id}`])
  return true
}
