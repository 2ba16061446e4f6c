import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readMeetings } from '~/campaigns/meetings/meetings.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { meetingLineView } from '~/web/story/meeting-view.server'
import { MeetingsPage } from '~/web/story/meetings-page'
import { headersWithActs, readStoryHead, storyCampaign } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const now = context.now()
  const { coming, over } = await readMeetings(context.db, campaign.id, now)
  const head = await readStoryHead(context.db, campaign, lang, now)
  return data(
    {
      lang,
      publicUrl: context.env.publicUrl,
      colour: head.colour,
      head,
      coming: coming.map((one) => meetingLineView(lang, one)),
      over: over.map((one) => meetingLineView(lang, one)),
    },
    { headers: headersWithActs(campaign, head) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang } = data
  const t = translator(lang)
  const { campaign } = data.head
  return storyMeta({
    ...data,
    campaign,
    title: t('meetings.title'),
    description: t('meetings.description', { campaign: campaign.name }),
    path: (language) => paths.meetings(language, campaign.slug),
    imageOf: (language) => paths.campaign(language, campaign.slug),
    feeds: [{ type: 'text/calendar', path: `${paths.meetings(lang, campaign.slug)}.ics`, title: t('meetings.title') }],
  })
}

export default function Route() {
  const { lang, head, coming, over } = useLoaderData<typeof loader>()
  return <MeetingsPage lang={lang} t={translator(lang)} head={head} coming={coming} over={over} />
}
