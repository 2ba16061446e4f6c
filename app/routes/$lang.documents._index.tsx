import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { pageMeta } from '~/web/http/page-meta'
import { DocumentsPage } from '~/web/library/documents-page'
import { readDocuments } from '~/web/library/documents-view.server'
import { wantedIn } from '~/web/library/wanted'
import { CampaignFrame } from '~/web/story/campaign-frame'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const shown = await readDocuments(context.db, lang, wantedIn(new URL(request.url).searchParams))
  return data({ lang, publicUrl: context.env.publicUrl, shown }, { headers: { 'x-firme-tags': 'site' } })
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  return pageMeta({
    ...data,
    title: `${t('library.list.title')} · Firme`,
    description: t('library.list.description'),
    path: paths.documents,
    imageOf: (lang) => paths.ofSite(lang, 'documents'),
  })
}

export default function Route() {
  const { lang, shown } = useLoaderData<typeof loader>()
  const { campaign, ...documents } = shown
  const page = { lang, t: translator(lang) }
  return (
    <CampaignFrame {...page} campaign={campaign} current="documents">
      <DocumentsPage {...page} {...documents} />
    </CampaignFrame>
  )
}
