import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { pageMeta } from '~/web/http/page-meta'
import { PrivacyPage } from '~/web/me/privacy-page'

export function loader({ params, context }: LoaderFunctionArgs) {
  return data(
    { lang: routeLanguage(params), publicUrl: context.env.publicUrl, channels: context.env.channels },
    { headers: { 'x-firme-tags': 'site' } },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  return pageMeta({
    ...data,
    title: `${t('site.privacy.title')} · Firme`,
    description: t('site.privacy.lead'),
    path: paths.privacy,
    imageOf: (lang) => paths.ofSite(lang, 'home'),
  })
}

export default function Route() {
  const { lang, channels } = useLoaderData<typeof loader>()
  return <PrivacyPage lang={lang} t={translator(lang)} channels={channels} />
}
