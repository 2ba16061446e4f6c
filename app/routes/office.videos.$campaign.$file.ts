import { homeContent } from '~/campaigns/home/home-content'
import { captionsAt } from '~/campaigns/videos/video-names'
import { readDraft } from '~/office/editor/drafts.server'
import { guarded } from '~/office/guard/guard.server'
import { homeWriting } from '~/office/story/home-writing.server'
import { paths } from '~/paths'

/** Captions of a video in the draft of a campaign's home. */
export const loader = guarded('edit', async (office) => {
  const thing = await homeWriting.find(office, 'edit')
  const { content } = await readDraft(office.db, homeWriting, thing)
  const path = paths.captions(thing.slug, (office.params.file ?? '').replace(/\.vtt$/, ''))
  const captions = captionsAt(thing.slug, homeContent.parse(content).sections, path)
  if (!captions) throw new Response(null, { status: 404 })
  return new Response(captions.text, {
    headers: { 'content-type': 'text/vtt; charset=utf-8', 'cache-control': 'no-store' },
  })
})
