import type { LoaderFunctionArgs } from '@remix-run/node'
import { findCampaign } from '~/campaigns/campaigns.server'
import { captionsAt } from '~/campaigns/videos/video-names'

/** Captions of a video of a campaign's home. Their address changes with their text; at an earlier one are those of now. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const campaign = await findCampaign(context.db, params.campaign!)
  const sections = campaign?.home.sections.filter(({ isOn }) => isOn) ?? []
  const captions = captionsAt(params.campaign!, sections, new URL(request.url).pathname)
  if (!captions) throw new Response(null, { status: 404 })
  return new Response(captions.text, {
    headers: {
      'content-type': 'text/vtt; charset=utf-8',
      'cache-control': captions.isCurrent ? 'public, max-age=31536000, immutable' : 'no-store',
    },
  })
}
