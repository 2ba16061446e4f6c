import type { LoaderFunctionArgs } from '@remix-run/node'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import { routeLanguage } from '~/i18n/route-language'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'
import { timelineJson } from '~/web/story/story-json'

/** The timeline as JSON, in both languages. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const { entries } = await readTimeline(context.db, campaign.id, everything)
  const where = { lang, publicUrl: context.env.publicUrl, campaign: campaign.slug }
  return storyFile(campaign, { type: 'application/json', body: JSON.stringify(timelineJson(where, entries)) })
}
