import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { shareSource } from '~/actions/petitions/share-source'
import { preferredLanguage } from '~/i18n/route-language'
import { findBySlug } from '~/web/sitemap/find-by-slug.server'

/** A short link. Not kept: the language is the browser's, and what it leads to may be another tomorrow. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const page = await findBySlug(context.db, (params.slug ?? '').toLowerCase())
  if (!page) throw new Response(null, { status: 404 })
  const lang = preferredLanguage(request.headers.get('accept-language'))
  const ref = new URL(request.url).searchParams.get('r')
  return redirect(ref ? `${page(lang)}?r=${shareSource(ref)}` : page(lang), {
    status: 302,
    headers: { vary: 'Accept-Language', 'cache-control': 'private, no-store' },
  })
}
