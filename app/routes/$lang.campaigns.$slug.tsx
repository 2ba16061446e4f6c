import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { newestNews } from '~/actions/petitions/petitions.server'
import { listActionCards } from '~/actions/registry.server'
import { findCampaign } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { FlyerLink } from '~/web/flyers/flyer-link'
import { CampaignPage } from '~/web/home/campaign-page'
import { pageMeta } from '~/web/http/page-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  const cards = await listActionCards(context.db, lang, context.now(), campaign.id)
  const news = await newestNews(context.db, campaign.id)
  const { slug, colour } = campaign
  return data(
    {
      lang,
      cards,
      news,
      slug,
      colour,
      name: campaign.name[lang],
      summary: campaign.summary[lang],
      storyHtml: renderMarkdown(campaign.story[lang]),
      publicUrl: context.env.publicUrl,
    },
    { headers: { 'x-firme-tags': ['site', ...cards.map((card) => card.tag)].join(' ') } },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? pageMeta({
        ...data,
        title: `${data.name} · Firme`,
        description: data.summary,
        path: (lang) => paths.campaign(lang, data.slug),
        hasImage: true,
        trail: [],
      })
    : []

export default function Route() {
  const { lang, ...campaign } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <>
      <CampaignPage lang={lang} t={t} {...campaign} />
      <FlyerLink t={t} page={paths.campaign(lang, campaign.slug)} />
    </>
  )
}
