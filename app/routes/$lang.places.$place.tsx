import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { findDivision } from '~/jurisdictions/lookup.server'
import { placeName } from '~/jurisdictions/place-name'
import { paths } from '~/paths'
import { PlacePage } from '~/places/place-page'
import { readPlace, readState } from '~/places/read-place.server'
import { StatePage } from '~/places/state-page'
import { pageMeta } from '~/web/page-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const division = await findDivision(context.db, params.place!)
  if (!division || division.kind === 'country') throw new Response(null, { status: 404 })
  const { tags, ...shown } = division.kind === 'state' ? await readState(context.db, division) : await readPlace(context.db, division, lang, context.now())
  return data(
    { lang, slug: division.slug, title: placeName(lang, division), publicUrl: context.env.publicUrl, shown },
    { headers: { 'x-firme-tags': ['site', ...tags].join(' ') } },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const description = translator(data.lang)('places.place.description', { place: data.title })
  return pageMeta({ ...data, title: `${data.title} · Firme`, description, path: (lang) => paths.place(lang, data.slug) })
}

export default function Route() {
  const { lang, shown } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return shown.kind === 'state' ? <StatePage lang={lang} t={t} {...shown} /> : <PlacePage lang={lang} t={t} {...shown} />
}
