import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { flyerCode } from '~/actions/kind/qr-code.server'
import { readTimeline } from '~/campaigns/timeline/timeline.server'
import { timelineFilter } from '~/campaigns/timeline/timeline-filter'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { headersWithActs, readStoryHead, storyCampaign } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'
import { TimelinePage } from '~/web/story/timeline-page'
import { timelineView } from '~/web/story/timeline-view.server'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const { slug } = campaign
  const timeline = await readTimeline(context.db, campaign.id, timelineFilter(new URL(request.url).searchParams))
  const head = await readStoryHead(context.db, campaign, lang, context.now())
  const { publicUrl } = context.env
  const url = `${publicUrl}${paths.withoutLanguage(paths.timeline(lang, slug))}`
  return data(
    {
      lang,
      publicUrl,
      colour: head.colour,
      head,
      timeline: timelineView(lang, slug, timeline),
      leaflet: { url, qr: await flyerCode(url) },
    },
    { headers: headersWithActs(campaign, head) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, head } = data
  const t = translator(lang)
  const { campaign } = head
  return storyMeta({
    ...data,
    campaign,
    title: t('timeline.title'),
    description: t('timeline.description', { campaign: campaign.name, count: data.timeline.count }),
    path: (language) => paths.timeline(language, campaign.slug),
    feeds: [
      { type: 'application/atom+xml', path: `${paths.timeline(lang, campaign.slug)}.atom`, title: t('timeline.title') },
    ],
  })
}

export default function Route() {
  const { lang, head, timeline, leaflet } = useLoaderData<typeof loader>()
  return <TimelinePage lang={lang} t={translator(lang)} head={head} timeline={timeline} leaflet={leaflet} />
}
