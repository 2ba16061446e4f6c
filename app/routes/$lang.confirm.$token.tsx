import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ConfirmPage } from '~/actions/petitions/confirm-page'
import { findConfirmation } from '~/actions/petitions/signatures/find-confirmation.server'
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
  const { state, slug, title } = await findConfirmation(context.db, params.token!, context.now())
  if (state === 'confirmed') throw redirect(paths.petitionThanks(lang, slug), 303)
  return data({ lang, state, slug, title }, { status: state === 'unknown' ? 404 : 200 })
}

export async function action({ params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const token = params.token!
  const { state, slug, title } = await findConfirmation(context.db, token, context.now())
  if (state === 'confirmed') return redirect(paths.petitionThanks(lang, slug), 303)
  if (state !== 'waiting') return data({ state, slug, title }, { status: state === 'unknown' ? 404 : 200 })
  const key = (await context.petitions.find(slug, context.now()))?.key ?? (await context.siteKey())
  const appended = await context.intake.append(key, 'confirmation', { token }, context.now())
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  // The thanks then give a number that includes this signature.
  await soon(async () => (await findConfirmation(context.db, token, context.now())).state !== 'waiting' || null)
  return redirect(paths.petitionThanks(lang, slug), 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.confirm.title')) : []

export default function Route() {
  const { lang, ...found } = useLoaderData<typeof loader>()
  return <ConfirmPage lang={lang} t={translator(lang)} {...found} {...useActionData<typeof action>()} />
}
