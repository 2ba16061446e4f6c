import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { documentMeta } from '~/web/library/document-meta'
import { loadViewer } from '~/web/library/document-route.server'
import { ViewerPage } from '~/web/library/viewer-page'
import { CampaignFrame } from '~/web/story/campaign-frame'

export const loader = (args: LoaderFunctionArgs) => loadViewer(args)

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? documentMeta(data) : [])

export default function Route() {
  const { lang, view } = useLoaderData<typeof loader>()
  const page = { lang, t: translator(lang) }
  return (
    <CampaignFrame {...page} campaign={view.about.campaign} current="documents">
      <ViewerPage {...page} view={view} />
    </CampaignFrame>
  )
}
