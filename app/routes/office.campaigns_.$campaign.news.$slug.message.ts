import { redirect } from '@remix-run/node'
import { postKind } from '~/campaigns/news/news-content'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { draftFromPost } from '~/office/broadcasts/make-draft.server'
import { guarded } from '~/office/guard/guard.server'
import { type StoryContent, storyWriting } from '~/office/story/story-writing.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

/** Makes a message of a post. Only of a published one: its link would lead nowhere. */
export const action = guarded('edit', async (office) => {
  const post = await storyWriting(postKind as unknown as StoryKind<StoryContent>).find(office, 'edit')
  const { channel } = await formFields(office.request)
  if ((channel !== 'mail' && channel !== 'text') || post.state !== 'open') throw new Response(null, { status: 400 })
  return redirect(paths.office.broadcast(await draftFromPost(office, post, channel)), 303)
})
