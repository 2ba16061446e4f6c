import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findNewsLink } from '~/actions/news/find-news-link.server'
import { NewsConfirmPage } from '~/actions/news/news-confirm-page'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { soon } from '~/web/http/soon'
import { later } from '~/web/http/try-later'

/** Shows one button; opening the link changes nothing. Once confirmed, the link leads to the thanks. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const { state, slug, name } = await findNewsLink(context.db, params.token!, context.now())
  if (state === 'confirmed') throw redirect(paths.keepPostedThanks(lang, slug), 303)
  return data({ lang, state, slug, name }, { status: state === 'unknown' ? 404 : 200 })
}

export async function action({ params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const token = params.token!
  const { state, slug, name } = await findNewsLink(context.db, token, context.now())
  if (state === 'confirmed') return redirect(paths.keepPostedThanks(lang, slug), 303)
  if (state !== 'waiting') return data({ state, slug, name }, { status: state === 'unknown' ? 404 : 200 })
  const appended = await context.intake.append(await context.siteKey(), 'news-confirmation', { token }, context.now())
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  await soon(async () => (await findNewsLink(context.db, token, context.now())).state !== 'waiting' || null)
  return redirect(paths.keepPostedThanks(lang, slug), 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.posted.confirmTitle')) : []

export default function Route() {
  const { lang, ...found } = useLoaderData<typeof loader>()
  return <NewsConfirmPage lang={lang} t={translator(lang)} {...found} {...useActionData<typeof action>()} />
}
