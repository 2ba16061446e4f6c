import { sendFile } from '~/campaigns/library/send-file.server'
import { videoFileName, videoNamed } from '~/campaigns/videos/video-names'
import { storageOf } from '~/channels/storage/open-storage.server'
import { guarded } from '~/office/guard/guard.server'

/** A video, including those of drafts. */
export const loader = guarded('see-numbers', async (office) => {
  const video = videoNamed(office.params.file)
  const answer =
    video &&
    (await sendFile(storageOf(office.env), office.request, {
      stored: videoFileName(video),
      type: `video/${video.type}`,
    }))
  if (!answer) throw new Response(null, { status: 404 })
  return answer
})
