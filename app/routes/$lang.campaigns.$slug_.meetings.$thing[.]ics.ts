import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMeeting } from '~/campaigns/meetings/meetings.server'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'
import { meetingsCalendar } from '~/web/story/calendar.server'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'

/** One meeting, for a calendar. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const meeting = await readMeeting(context.db, campaign.id, params.thing!, context.now())
  if (!meeting) throw new Response(null, { status: 404 })
  const { publicUrl } = context.env
  const page = `${publicUrl}${paths.meeting(lang, campaign.slug, meeting.slug)}`
  const body = meetingsCalendar({ lang, publicUrl, name: meeting.content.title[lang], page }, [meeting])
  return storyFile(campaign, { type: 'text/calendar', body, saveAs: `${meeting.slug}.ics` })
}
