import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listActionCards } from '~/actions/registry.server'
import { listCampaigns } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { HomePage } from '~/web/home/home-page'
import { pageMeta } from '~/web/http/page-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const cards = await listActionCards(context.db, lang, context.now(), null)
  const campaigns = (await listCampaigns(context.db)).map(({ slug, name, summary }) => ({
    slug,
    name: name[lang],
    summary: summary[lang],
  }))
  return data(
    { lang, cards, campaigns, publicUrl: context.env.publicUrl },
    { headers: { 'x-firme-tags': ['site', ...cards.map((card) => card.tag)].join(' ') } },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  return pageMeta({
    ...data,
    title: `Firme · ${t('site.home.title')}`,
    description: t('site.home.lead'),
    path: paths.home,
    imageOf: (lang) => paths.ofSite(lang, 'home'),
    jsonLd: { '@type': 'Organization', name: 'Firme', logo: `${data.publicUrl}/apple-touch-icon.png` },
  })
}

export default function Route() {
  const { lang, cards, campaigns } = useLoaderData<typeof loader>()
  return <HomePage lang={lang} t={translator(lang)} cards={cards} campaigns={campaigns} />
}
