import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { ownPageChange } from '~/people/own-page.schema'
import { isPaused } from '~/queue/outbox/switches.server'
import { formFields } from '~/ui/forms/form-fields'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'
import { findOwnPage } from '~/web/me/own-page.server'
import { OwnPageGone, OwnPageView } from '~/web/me/own-page-view'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const page = await findOwnPage(context.db, params.token!, context.now())
  const { searchParams } = new URL(request.url)
  const [done, asked] = [searchParams.get('done'), searchParams.get('delete')]
  const isHeld = await isPaused(context.db, 'legal-hold')
  return data(
    { lang, page, done, asked, isHeld, hasTexts: context.env.channels.texts !== 'none' },
    { status: page || done ? 200 : 404 },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const token = params.token!
  const change = ownPageChange(token, lang, await formFields(request))
  if (!change) throw new Response(null, { status: 400 })
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') throw data({ retryAfter: verdict.retryAfter }, later(429, verdict.retryAfter))
  const deleting = change.kind === 'own-page-change' && change.submission.intent === 'delete' ? change.submission : null
  const isHeld = deleting !== null && (await isPaused(context.db, 'legal-hold'))
  const key = await context.siteKey()
  const appended =
    change.kind === 'stop'
      ? await context.intake.append(key, 'stop', change.submission, context.now())
      : await context.intake.append(key, 'own-page-change', change.submission, context.now())
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  const isAll = deleting?.signatureId === null
  return redirect(`${paths.ownPage(lang, token)}?done=${isHeld ? 'held' : isAll ? 'all' : 'one'}`, 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.me.title')) : []

export default function Route() {
  const { lang, page, done, asked, isHeld, hasTexts } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return page && done !== 'all' ? (
    <OwnPageView lang={lang} t={t} page={page} done={done} asked={asked} isHeld={isHeld} hasTexts={hasTexts} />
  ) : (
    <OwnPageGone lang={lang} t={t} isDeleted={done !== null} />
  )
}
