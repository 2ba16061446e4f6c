import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { pageMeta } from '~/web/http/page-meta'
import { readSearch, searchPages } from '~/web/search/search.server'
import { SearchPage } from '~/web/search/search-page'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const { searchParams } = new URL(request.url)
  const search = readSearch((name) => searchParams.get(name))
  const answer = search.q ? await searchPages(context.db, lang, search) : null
  return data({ lang, search, answer, publicUrl: context.env.publicUrl })
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

/** Only the empty page is for search engines: answers have no end. */
export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, search, publicUrl } = data
  const t = translator(lang)
  const title = `${search.q ? `${search.q} · ` : ''}${t('search.title')} · Firme`
  return search.q
    ? [{ title }, { name: 'robots', content: 'noindex' }]
    : pageMeta({
        lang,
        title,
        description: t('search.description'),
        publicUrl,
        path: (one) => paths.search(one),
        imageOf: (one) => paths.ofSite(one, 'search'),
      })
}

export default function Route() {
  const { lang, search, answer } = useLoaderData<typeof loader>()
  return <SearchPage lang={lang} t={translator(lang)} search={search} answer={answer} />
}
