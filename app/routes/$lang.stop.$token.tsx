import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { formFields } from '~/ui/forms/form-fields'
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

/** Mailbox providers post here too (RFC 8058); they expect a plain 200, and everything stops. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  routeLanguage(params)
  // Nobody may read that messages stopped when we cannot know whose.
  if (!isWholeStopToken(params.token!)) return data({ done: null }, { status: 404 })
  // Whatever a mailbox provider sends along, it means stop.
  const fields = await formFields(request).catch((): Record<string, string> => ({}))
  const scope = fields.intent === 'campaign' ? ('campaign' as const) : ('everything' as const)
  const appended = await context.intake.append(
    await context.siteKey(),
    'stop',
    { token: params.token!, wanted: 'stop', scope },
    context.now(),
  )
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  return data({ done: scope })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.stop.title')) : []

export default function Route() {
  const { lang, isWhole, hasTexts } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()?.done ?? null
  return <StopPage lang={lang} t={translator(lang)} isWhole={isWhole} done={done} hasTexts={hasTexts} />
}
