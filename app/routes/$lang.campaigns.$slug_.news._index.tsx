import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { NewsPage } from '~/web/story/news-page'
import { newsPageNumber } from '~/web/story/news-page-number'
import { readNewsPage } from '~/web/story/news-view.server'
import { headersWithActs, readStoryHead, storyCampaign } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const now = context.now()
  const page = newsPageNumber(new URL(request.url).searchParams)
  const shown = await readNewsPage(context.db, campaign, { lang, page }, now)
  const head = await readStoryHead(context.db, campaign, lang, now)
  return data(
    { lang, publicUrl: context.env.publicUrl, colour: head.colour, head, shown },
    { headers: headersWithActs(campaign, head) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang } = data
  const t = translator(lang)
  const { campaign } = data.head
  const path = paths.news(lang, campaign.slug)
  return storyMeta({
    ...data,
    campaign,
    title: t('news.title'),
    description: t('news.description', { campaign: campaign.name }),
    path: (language) => paths.news(language, campaign.slug),
    imageOf: (language) => paths.campaign(language, campaign.slug),
    feeds: [
      { type: 'application/atom+xml', path: `${path}.atom`, title: t('news.title') },
      { type: 'application/feed+json', path: `${path}.json`, title: t('news.title') },
    ],
  })
}

export default function Route() {
  const { lang, head, shown } = useLoaderData<typeof loader>()
  return <NewsPage lang={lang} t={translator(lang)} head={head} shown={shown} />
}
