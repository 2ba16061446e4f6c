import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readMeeting } from '~/campaigns/meetings/meetings.server'
import { notFound } from '~/campaigns/story/removed-pages.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { readMeetingOfficials } from '~/web/story/meeting-officials.server'
import { MeetingPage } from '~/web/story/meeting-page'
import { meetingView } from '~/web/story/meeting-view.server'
import { readStoryHead, storyCampaign, storyHeaders } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const { db } = context
  const campaign = await storyCampaign(db, params.slug)
  const now = context.now()
  const meeting = await readMeeting(db, campaign.id, params.thing!, now)
  if (!meeting) throw await notFound(db, campaign, 'meetings', params.thing)
  const head = await readStoryHead(db, campaign, lang, now)
  const officials = await readMeetingOfficials(db, meeting)
  const tags = [...head.acts.cards.map(({ tag }) => tag), ...(meeting.place ? [`place:${meeting.place.slug}`] : [])]
  return data(
    {
      lang,
      publicUrl: context.env.publicUrl,
      colour: head.colour,
      head,
      meeting: meetingView(lang, meeting),
      endsAt: meeting.endsAt.toISOString(),
      officials,
    },
    { headers: storyHeaders(campaign, tags) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, meeting, endsAt, head } = data
  const { campaign } = head
  const when = `${meeting.day}, ${meeting.time} (${meeting.zoneName})`
  return storyMeta({
    ...data,
    campaign,
    title: meeting.title,
    description: [when, meeting.place?.name, meeting.where].filter(Boolean).join('. '),
    path: (language) => paths.meeting(language, campaign.slug, meeting.slug),
    within: { name: translator(lang)('meetings.title'), path: paths.meetings(lang, campaign.slug) },
    jsonLd: {
      '@type': 'Event',
      name: meeting.title,
      startDate: meeting.startsAt,
      endDate: endsAt,
      eventStatus: 'https://schema.org/EventScheduled',
      location: { '@type': 'Place', name: meeting.where, address: meeting.where },
    },
  })
}

export default function Route() {
  const { lang, head, meeting, officials } = useLoaderData<typeof loader>()
  return <MeetingPage lang={lang} t={translator(lang)} head={head} meeting={meeting} officials={officials} />
}
