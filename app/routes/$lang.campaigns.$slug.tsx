import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { hasNews } from '~/actions/news/news-campaign.server'
import { findCampaign } from '~/campaigns/campaigns.server'
import { readRooms } from '~/campaigns/rooms.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { FlyerLink } from '~/web/flyers/flyer-link'
import { pageMeta } from '~/web/http/page-meta'
import { CampaignHomePage } from '~/web/story/campaign-home-page'
import { readCampaignHome } from '~/web/story/read-campaign-home.server'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  const { slug, colour, home } = campaign
  const { sections, cards } = await readCampaignHome(context.db, { campaign, home, lang, now: context.now() })
  return data(
    {
      lang,
      slug,
      colour,
      sections,
      rooms: await readRooms(context.db, slug),
      name: campaign.name[lang],
      summary: campaign.summary[lang],
      news: (await hasNews(context.db, campaign.id, context.now()))
        ? { slug, name: campaign.name[lang], hasTexts: context.env.channels.texts !== 'none' }
        : null,
      publicUrl: context.env.publicUrl,
    },
    {
      headers: {
        'x-firme-tags': ['site', `story:${campaign.id}`, 'policies', ...cards.map((card) => card.tag)].join(' '),
      },
    },
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
        trail: [],
      })
    : []

export default function Route() {
  const { lang, ...campaign } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <>
      <CampaignHomePage lang={lang} t={t} {...campaign} />
      <FlyerLink t={t} page={paths.campaign(lang, campaign.slug)} />
    </>
  )
}
