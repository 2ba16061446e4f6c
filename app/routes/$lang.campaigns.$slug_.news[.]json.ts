import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { newsFeed } from '~/web/story/feeds.server'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'

/** The campaign's news as a JSON Feed. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const { publicUrl } = context.env
  const { json } = await newsFeed(context.db, campaign, { lang, publicUrl }, context.now())
  return storyFile(campaign, { type: 'application/feed+json', body: json })
}
