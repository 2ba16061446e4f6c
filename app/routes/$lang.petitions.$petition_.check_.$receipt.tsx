import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { CodePage } from '~/actions/petitions/code-page'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { privateMeta } from '~/web/http/page-meta'

/** The result of a code: the worker leaves a receipt; until then the page reloads by itself. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const id = params.receipt
  if (!isUuid(id)) throw new Response(null, { status: 404 })
  const receipt = await context.db.selectFrom('receipt').select('outcome').where('id', '=', id).executeTakeFirst()
  if (receipt?.outcome === 'confirmed') return redirect(paths.petitionThanks(lang, params.petition!), 303)
  // Includes the URL, because the form that led here left a fragment: with one in its URL, a browser that "refreshes"
  // only scrolls.
  const again = `2; url=${paths.petitionCheckReceipt(lang, params.petition!, id)}`
  return data({ lang, slug: params.petition!, isPending: !receipt }, { headers: receipt ? {} : { refresh: again } })
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)(data.isPending ? 'site.code.pendingTitle' : 'site.code.noMatchTitle')) : []

export default function Route() {
  const { lang, slug, isPending } = useLoaderData<typeof loader>()
  return <CodePage lang={lang} t={translator(lang)} slug={slug} isPending={isPending} />
}
