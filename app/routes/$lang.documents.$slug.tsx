import type { HeadersFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { documentMeta } from '~/web/library/document-meta'
import { loadViewer } from '~/web/library/document-route.server'
import { ViewerPage } from '~/web/library/viewer-page'

export const loader = (args: LoaderFunctionArgs) => loadViewer(args)

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? documentMeta(data) : [])

export default function Route() {
  const { lang, view } = useLoaderData<typeof loader>()
  return <ViewerPage lang={lang} t={translator(lang)} view={view} />
}
