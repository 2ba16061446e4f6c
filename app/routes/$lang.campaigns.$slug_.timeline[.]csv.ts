import type { LoaderFunctionArgs } from '@remix-run/node'
import { everything, readTimeline } from '~/campaigns/timeline/timeline.server'
import { timelineCsv } from '~/campaigns/timeline/timeline-csv'
import { routeLanguage } from '~/i18n/route-language'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'

/** The timeline as a table, in both languages. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const { entries } = await readTimeline(context.db, campaign.id, everything)
  const saveAs = `timeline-${campaign.slug}.csv`
  return storyFile(campaign, { type: 'text/csv', body: timelineCsv(entries), saveAs })
}
