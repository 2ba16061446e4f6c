import { redirect } from '@remix-run/node'
import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { deleteUndoably, removeDraft } from '~/office/editor/remove.server'
import type { Office } from '~/office/guard/guard.server'
import { missingInDocument } from '~/office/library/missing-in-document.server'
import { sameList } from '~/office/table/table-state'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { dropEntries } from '~/web/search/drop-entries.server'
import { type StoryContent, type StoryWritten, storyWriting } from './story-writing.server'

/**
 * Archives something published, opens it again, or removes it. What is a draft is opened by publishing it. A document
 * whose file nobody has looked at stays archived, and leads to what was found.
 */
export async function changeStoryState(
  office: Office,
  kind: StoryKind<StoryContent>,
  { slug, state }: Record<string, string>,
): Promise<Response> {
  const writing = storyWriting(kind)
  const thing = await writing.find(office, 'publish', slug)
  const list = sameList(paths.office.story(thing.campaignSlug, kind.name), office.url.searchParams)
  if (state === 'removed') return redirect(withUndo(list, (await remove(office, kind, thing)) ?? 'kept'), 303)
  if (state !== 'open' && state !== 'archived') throw new Response(null, { status: 400 })
  const kept = await office.db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      select from ${sql.table(kind.table)} where id = ${thing.id} and state <> 'draft' for no key update
    `.execute(trx)
    if (rows.length === 0) return null
    const [missing] = state === 'open' && kind.isUploaded ? await missingInDocument(trx, office.t, thing) : []
    if (missing) return missing.path ?? null
    await sql`update ${sql.table(kind.table)} set state = ${state}, updated_at = ${office.now} where id = ${thing.id}`.execute(
      trx,
    )
    if (state === 'archived') await dropEntries(trx, kind.name, thing)
    await announce(trx, ['site', `${kind.name}:${thing.id}`])
    await office.audit({ groupId: thing.groupId, act: 'changed-story-state', subject: `${thing.id} ${state}` }, trx)
    return null
  })
  return redirect(kept ?? `${list}${list.includes('?') ? '&' : '?'}changed=${thing.slug}`, 303)
}

/**
 * Removes a draft, or takes down what was public: from the site, its feeds and the search, and its address says that it
 * is gone. Drafts of messages that were made of it stay.
 *
 * @returns by what it is undone; null when somebody else was faster
 */
async function remove(office: Office, kind: StoryKind<StoryContent>, thing: StoryWritten): Promise<string | null> {
  const writing = storyWriting(kind)
  if (thing.state === 'draft') return (await removeDraft(office, writing, thing)).undo
  if (!writing.removal) throw new Response(null, { status: 400 })
  const { title } = await writing.head(office, thing)
  return office.db.transaction().execute(async (trx) => {
    const { rows } = await sql`select from ${sql.table(kind.table)} where id = ${thing.id} for update`.execute(trx)
    if (rows.length === 0) return null
    const messages = await trx.selectFrom('broadcast').select('id').where('news_item_id', '=', thing.id).execute()
    const page = { campaign_id: thing.campaignId, kind: kind.name, slug: thing.slug }
    const undo = await deleteUndoably(trx, office, writing, thing, {
      act: 'removed-page',
      name: title,
      tags: ['site', `${kind.name}:${thing.id}`],
      rows: [
        ...messages.map(({ id }) => ({ table: 'broadcast', where: { id } })),
        { table: 'removed_page', where: page },
      ],
      also: () =>
        trx
          .insertInto('removed_page')
          .values({ ...page, removed_at: office.now })
          .onConflict((conflict) => conflict.columns(['campaign_id', 'kind', 'slug']).doNothing())
          .execute(),
    })
    await dropEntries(trx, kind.name, thing)
    await office.audit({ groupId: thing.groupId, act: 'removed-page', subject: thing.id }, trx)
    return undo
  })
}
