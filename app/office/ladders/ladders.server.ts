import { sql } from 'kysely'
import { announce } from '#db/announce'
import { isUuid } from '#db/uuid'
import type { Bilingual } from '~/i18n/language'
import { type LadderContent, ladderContent } from '~/messages/ladders/ladder-content'
import { saveFirstDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { changeUndoably } from '~/office/undo/keep-change.server'
import { paths } from '~/paths'
import { type LadderWritten, ladderWriting } from './ladder-writing.server'

/** A ladder in the list. */
export interface ListedLadder {
  id: string
  title: string
  campaign: string
  standing: 'draft' | 'open' | 'paused' | 'closed' | 'archived'
  inside: number
  /** Open tasks that it has left. */
  tasks: number
  updatedAt: string
}

/** Ladders of the groups that this organizer may write for, the newest first. */
export async function listLadders(office: Pick<Office, 'db' | 'groupsWith' | 'lang'>): Promise<ListedLadder[]> {
  const { db, lang } = office
  const { rows } = await sql<{
    id: string
    title: Bilingual
    campaign: Bilingual
    standing: ListedLadder['standing']
    inside: number
    tasks: number
    updatedAt: Date
  }>`
    select ladder.id, coalesce(case when ladder.state = 'draft' then story_draft.content -> 'title' end, ladder.content -> 'title') as title, campaign.name as campaign,
      case when ladder.state = 'open' and ladder.paused_at is not null then 'paused' else ladder.state end as standing,
      (select count(*)::integer from ladder_place where ladder_id = ladder.id and left_at is null) as inside,
      (select count(*)::integer from ladder_task where ladder_id = ladder.id and done_at is null) as tasks, ladder.updated_at as "updatedAt"
    from ladder join campaign on campaign.id = ladder.campaign_id left join story_draft on thing_id = ladder.id
    where campaign.group_id = any(${office.groupsWith('edit')}::uuid[]) order by ladder.created_at desc, ladder.id
  `.execute(db)
  return rows.map(({ title, campaign, updatedAt, ...row }) => ({
    ...row,
    title: title[lang] || title.en || title.es,
    campaign: campaign[lang],
    updatedAt: updatedAt.toISOString(),
  }))
}

/** Campaigns for which a ladder can be begun. */
export async function campaignsForLadders(
  office: Pick<Office, 'db' | 'groupsWith' | 'lang'>,
): Promise<{ id: string; name: string }[]> {
  const rows = await office.db
    .selectFrom('campaign')
    .select(['id', 'name'])
    .where('state', '<>', 'archived')
    .where('group_id', '=', sql<string>`any(${office.groupsWith('edit')}::uuid[])`)
    .orderBy('created_at')
    .execute()
  return rows.map(({ id, name }) => ({ id, name: name[office.lang] }))
}

/** Begins a draft. @returns its id; null when they may not write for this campaign */
export async function startLadder(office: Office, campaignId: string, content: LadderContent): Promise<string | null> {
  const campaign = isUuid(campaignId)
    ? await office.db.selectFrom('campaign').select('group_id').where('id', '=', campaignId).executeTakeFirst()
    : null
  if (!campaign || !office.may('edit', campaign.group_id)) return null
  return office.db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('ladder')
      .values({
        campaign_id: campaignId,
        content: JSON.stringify(ladderContent.parse({ title: content.title })),
        return_days: null,
        paused_at: null,
        created_at: office.now,
        updated_at: office.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const thing = await ladderWriting.find({ ...office, db: trx }, 'edit', id)
    await saveFirstDraft(trx, office, { kind: ladderWriting, thing, content })
    await office.audit({ groupId: campaign.group_id, act: 'made-ladder', subject: id }, trx)
    return id
  })
}

/**
 * Pauses a ladder, or lets it go on: nobody takes a step, and nothing that it has queued leaves.
 *
 * @returns by what it is undone; null when it was so already
 */
export async function pauseLadder(office: Office, thing: LadderWritten, isPaused: boolean): Promise<string | null> {
  const { title } = await ladderWriting.head(office, thing)
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      select from ladder where id = ${thing.id} and state = 'open' and (paused_at is null) = ${isPaused} for no key update
    `.execute(trx)
    if (rows.length === 0) return null
    const undo = await changeUndoably(
      trx,
      office,
      {
        act: isPaused ? 'paused' : 'resumed',
        needs: 'publish',
        groupId: thing.groupId,
        name: title,
        path: paths.office.ladder(thing.id),
        tags: [],
        rows: [{ table: 'ladder', where: { id: thing.id } }],
      },
      () =>
        trx
          .updateTable('ladder')
          .set({ paused_at: isPaused ? office.now : null })
          .where('id', '=', thing.id)
          .execute(),
    )
    await announce(trx, [`ladder:${thing.id}`])
    await office.audit(
      { groupId: thing.groupId, act: isPaused ? 'paused-ladder' : 'resumed-ladder', subject: thing.id },
      trx,
    )
    return undo
  })
}

/** A task that a ladder has left for an organizer. */
export interface LadderTask {
  id: string
  personId: string
  words: Bilingual
  madeAt: string
}

/** Open tasks of a ladder, the oldest first. */
export async function openTasks({ db }: Pick<Office, 'db'>, ladderId: string): Promise<LadderTask[]> {
  const rows = await db
    .selectFrom('ladder_task')
    .select(['id', 'person_id', 'words', 'made_at'])
    .where('ladder_id', '=', ladderId)
    .where('done_at', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .limit(100)
    .execute()
  return rows.map(({ id, person_id, words, made_at }) => ({
    id,
    personId: person_id,
    words,
    madeAt: made_at.toISOString(),
  }))
}

/** Marks a task as done, or open again. */
export async function settleTask(
  { db, organizer, now }: Pick<Office, 'db' | 'organizer' | 'now'>,
  ladderId: string,
  { task, isDone }: { task: string; isDone: boolean },
): Promise<void> {
  if (!isUuid(task)) return
  await db
    .updateTable('ladder_task')
    .set({ done_at: isDone ? now : null, done_by: isDone ? organizer.id : null })
    .where('id', '=', task)
    .where('ladder_id', '=', ladderId)
    .execute()
}
