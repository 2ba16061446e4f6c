import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { pageMeta } from '~/web/http/page-meta'
import { LocalitiesPage } from '~/web/localities/localities-page'
import { localitiesView } from '~/web/localities/localities-view.server'
import { CampaignFrame } from '~/web/story/campaign-frame'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const state = (params.state ?? '').toUpperCase()
  if (params.state === state || !(state in stateNames)) throw new Response(null, { status: 404 })
  const shown = await localitiesView(context, { lang, state, query: new URL(request.url).searchParams })
  return data(shown, { headers: { 'x-firme-tags': 'site policies' } })
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  const name = stateName(data.lang, stateNames[data.state]!)
  return pageMeta({
    ...data,
    title: `${t('localities.titleOf', { state: name })} · Firme`,
    description: t('localities.description', data.count),
    path: (lang) => paths.localities(lang, data.state),
    trail: [{ name: t('localities.title'), path: paths.localities(data.lang) }],
  })
}

export default function Route() {
  const { lang, publicUrl: _, campaign, ...shown } = useLoaderData<typeof loader>()
  const page = { lang, t: translator(lang) }
  return (
    <CampaignFrame {...page} campaign={campaign} current="localities">
      <LocalitiesPage {...page} {...shown} />
    </CampaignFrame>
  )
}
