import { redirect } from '@remix-run/node'
import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { StoryKind } from '~/campaigns/story/story-kind'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { type StoryContent, storyWriting } from './story-writing.server'

/** Archives something published, or opens it again. What is a draft is opened by publishing it. */
export async function changeStoryState(
  office: Office,
  kind: StoryKind<StoryContent>,
  { slug, state }: Record<string, string>,
): Promise<Response> {
  const writing = storyWriting(kind)
  const thing = await writing.find({ ...office, params: { ...office.params, slug } }, 'publish')
  if (state !== 'open' && state !== 'archived') throw new Response(null, { status: 400 })
  if (thing.state !== 'draft')
    await office.db.transaction().execute(async (trx) => {
      await sql`update ${sql.table(kind.table)} set state = ${state}, updated_at = ${office.now} where id = ${thing.id}`.execute(
        trx,
      )
      await announce(trx, ['site', `${kind.name}:${thing.id}`])
      await office.audit({ groupId: thing.groupId, act: 'changed-story-state', subject: `${thing.id} ${state}` }, trx)
    })
  return redirect(`${paths.office.story(thing.campaignSlug, kind.name)}?changed=${thing.slug}`, 303)
}
