import type { LoaderFunctionArgs } from '@remix-run/node'
import { sendFile } from '~/campaigns/library/send-file.server'
import { isPublished } from '~/campaigns/videos/published-video.server'
import { videoFileName, videoNamed } from '~/campaigns/videos/video-names'
import { storageOf } from '~/channels/storage/open-storage.server'

/** A video of a published campaign, whole or in part. Its address is the hash of its content. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const video = videoNamed(params.file)
  if (!video || !(await isPublished(context.db, video))) throw new Response(null, { status: 404 })
  const answer = await sendFile(storageOf(context.env), request, {
    stored: videoFileName(video),
    type: `video/${video.type}`,
    isKeptForEver: true,
  })
  if (!answer) throw new Response(null, { status: 404 })
  return answer
}
