import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { NewsThanksPage } from '~/actions/news/news-thanks-page'
import { findCampaign } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  return {
    lang,
    campaign: { slug: campaign.slug, name: campaign.name[lang] },
    perWeek: context.env.newsPerWeek,
    hasTexts: context.env.channels.texts !== 'none',
  }
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.posted.thanksTitle')) : []

export default function Route() {
  const { lang, ...page } = useLoaderData<typeof loader>()
  return <NewsThanksPage lang={lang} t={translator(lang)} {...page} />
}
