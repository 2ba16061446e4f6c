import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { formFields } from '~/ui/forms/form-fields'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'
import { StopPage } from '~/web/me/stop-page'

export function loader({ params, context }: LoaderFunctionArgs) {
  return { lang: routeLanguage(params), hasTexts: context.env.channels.texts !== 'none' }
}

/** Mailbox providers post here too (RFC 8058); they expect a plain 200. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  routeLanguage(params)
  const wanted =
    !isOneClick(request) && (await formFields(request)).intent === 'resume' ? ('resume' as const) : ('stop' as const)
  const appended = await context.intake.append(
    await context.siteKey(),
    'stop',
    { token: params.token!, wanted },
    context.now(),
  )
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  return data({ done: wanted })
}

/** Only mailbox providers post `multipart/form-data`, and only to stop: whether it can be read does not matter. */
const isOneClick = ({ headers }: Request) => headers.get('content-type')?.startsWith('multipart/') ?? false

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.stop.title')) : []

export default function Route() {
  const { lang, hasTexts } = useLoaderData<typeof loader>()
  return <StopPage t={translator(lang)} done={useActionData<typeof action>()?.done ?? null} hasTexts={hasTexts} />
}
