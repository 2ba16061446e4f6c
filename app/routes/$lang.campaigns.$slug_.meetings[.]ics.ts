import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMeetings } from '~/campaigns/meetings/meetings.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { meetingsCalendar } from '~/web/story/calendar.server'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'

/** The campaign's meetings as a calendar to subscribe to. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const { coming, over } = await readMeetings(context.db, campaign.id, context.now())
  const { publicUrl } = context.env
  const name = `${translator(lang)('meetings.title')} · ${campaign.name[lang]}`
  const page = `${publicUrl}${paths.meetings(lang, campaign.slug)}`
  const body = meetingsCalendar({ lang, publicUrl, name, page }, [...coming, ...over])
  return storyFile(campaign, { type: 'text/calendar', body })
}
