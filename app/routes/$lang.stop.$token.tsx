import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { isWholeStopToken } from '~/vault/links.server'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'
import { StopPage } from '~/web/me/stop-page'

export function loader({ params, context }: LoaderFunctionArgs) {
  const isWhole = isWholeStopToken(params.token!)
  return data(
    { lang: routeLanguage(params), isWhole, hasTexts: context.env.channels.texts !== 'none' },
    { status: isWhole ? 200 : 404 },
  )
}

/** Mailbox providers post here too (RFC 8058); they expect a plain 200. */
export async function action({ params, context }: ActionFunctionArgs) {
  routeLanguage(params)
  // Nobody may read that messages stopped when we cannot know whose.
  if (!isWholeStopToken(params.token!)) return data({ isDone: false }, { status: 404 })
  const appended = await context.intake.append(
    await context.siteKey(),
    'stop',
    { token: params.token!, wanted: 'stop' },
    context.now(),
  )
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  return data({ isDone: true })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.stop.title')) : []

export default function Route() {
  const { lang, isWhole, hasTexts } = useLoaderData<typeof loader>()
  const isDone = useActionData<typeof action>()?.isDone ?? false
  return <StopPage lang={lang} t={translator(lang)} isWhole={isWhole} isDone={isDone} hasTexts={hasTexts} />
}
