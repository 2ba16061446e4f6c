import { redirect } from '@remix-run/node'
import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { StoryKind } from '~/campaigns/story/story-kind'
import type { Office } from '~/office/guard/guard.server'
import { missingInDocument } from '~/office/library/missing-in-document.server'
import { paths } from '~/paths'
import { dropEntries } from '~/web/search/drop-entries.server'
import { type StoryContent, storyWriting } from './story-writing.server'

/**
 * Archives something published, or opens it again. What is a draft is opened by publishing it. A document whose file
 * nobody has looked at stays archived, and leads to what was found.
 */
export async function changeStoryState(
  office: Office,
  kind: StoryKind<StoryContent>,
  { slug, state }: Record<string, string>,
): Promise<Response> {
  const writing = storyWriting(kind)
  const thing = await writing.find(office, 'publish', slug)
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
  return redirect(kept ?? `${paths.office.story(thing.campaignSlug, kind.name)}?changed=${thing.slug}`, 303)
}
