import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import type { AdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { findKept, keepFirst, keepVersion, readKept } from '~/office/editor/history.server'
import type { Office } from '~/office/guard/guard.server'
import { actionWriting, type KeptAction } from './action-writing.server'
import { readTargetSnapshot, type TargetSnapshot } from './target-snapshot.server'

/**
 * Changes an action's targets. For a published action the versions before and after are stored in the history, so that
 * the change can be undone; a draft has no history yet.
 */
export async function withTargetHistory<Result>(
  trx: Trx,
  action: AdvocacyCampaign,
  by: string,
  now: Date,
  change: () => Promise<Result>,
): Promise<Result> {
  if (action.state === 'draft') return change()
  const words = actionWriting.published(action)
  await keepFirst(trx, actionWriting, action, () => actionWriting.kept(trx, action, words))
  const { revision } = await trx
    .updateTable('advocacy_campaign')
    .set((eb) => ({ revision: eb('revision', '+', 1) }))
    .where('id', '=', action.id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  const result = await change()
  await keepVersion(trx, actionWriting, action, revision, await actionWriting.kept(trx, action, words), by, now)
  await announce(trx, ['site', `action:${action.id}`])
  return result
}

/** The latest change of targets, if nothing has been published since. */
export interface LastChange {
  revision: number
  by: string | null
  at: Date
  /** The version to restore. */
  undoTo: number
}

/** The latest change of targets if it can be undone, else null. */
export async function lastChange(db: Db, action: AdvocacyCampaign): Promise<LastChange | null> {
  const [last, before] = await readKept(db, actionWriting, action, 2)
  if (!last || !before || isSameWhom(whomIn(last.content), whomIn(before.content))) return null
  return { revision: last.revision, by: last.publishedBy, at: last.publishedAt, undoTo: before.revision }
}

/** Versions whose targets differ from the current ones. */
export async function versionsOfOthers(db: Db, action: AdvocacyCampaign): Promise<number[]> {
  const now = await readTargetSnapshot(db, action)
  return (await readKept(db, actionWriting, action))
    .filter(({ content }) => !isSameWhom(whomIn(content), now))
    .map(({ revision }) => revision)
}

/**
 * Restores the targets of an earlier version, effective at once. Posts deleted since then stay out.
 *
 * @param from the version being undone: `stale` when there is a newer one; null: not checked
 */
export async function restoreTargets(
  office: Office,
  action: AdvocacyCampaign,
  revision: number,
  from: number | null,
): Promise<{ outcome: 'changed' | 'unknown' | 'stale' }> {
  return office.db.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('advocacy_campaign')
      .select('revision')
      .where('id', '=', action.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (from !== null && held.revision !== from) return { outcome: 'stale' }
    const whom = whomIn((await findKept(trx, actionWriting, action, revision))?.content)
    if (!whom) return { outcome: 'unknown' }
    await withTargetHistory(trx, action, office.organizer.id, office.now, () => put(trx, action.id, whom))
    await office.audit(
      {
        groupId: action.groupId,
        act: 'changed-targets',
        subject: `${action.id} back to ${revision}`,
        howMany: whom.posts.length,
      },
      trx,
    )
    return { outcome: 'changed' }
  })
}

async function put(trx: Trx, actionId: string, { targeting, posts }: TargetSnapshot): Promise<void> {
  await trx
    .updateTable('advocacy_campaign')
    .set({ targeting: JSON.stringify(targeting) })
    .where('id', '=', actionId)
    .execute()
  await trx.deleteFrom('advocacy_target').where('advocacy_campaign_id', '=', actionId).execute()
  await sql`
    insert into advocacy_target (advocacy_campaign_id, post_id, position, has_agreed)
    select ${actionId}, post.id, given.place, given.agreed
    from unnest(${posts.map((one) => one.id)}::uuid[], ${posts.map((one) => one.hasAgreed)}::boolean[]) with ordinality as given (id, agreed, place) join post on post.id = given.id
  `.execute(trx)
}

function whomIn(kept: unknown): TargetSnapshot | undefined {
  return (kept as KeptAction | undefined)?.whom
}

function isSameWhom(one: TargetSnapshot | undefined, two: TargetSnapshot | undefined): boolean {
  const bare = (whom: TargetSnapshot | undefined) =>
    JSON.stringify(whom && [whom.targeting, whom.posts.map(({ id, hasAgreed }) => [id, hasAgreed])])
  return bare(one) === bare(two)
}
