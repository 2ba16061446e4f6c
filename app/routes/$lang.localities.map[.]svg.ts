import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { localitiesMap } from '~/web/localities/localities-view.server'

/** The map of the country. Opened by itself, each county says what it has decided. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const svg = await localitiesMap(context, { lang, state: '', query: new URL(request.url).searchParams })
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml; charset=utf-8', 'x-firme-tags': 'policies' } })
}
