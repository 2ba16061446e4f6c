import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ConfirmLetterPage } from '~/actions/letters/delivery/confirm-letter-page'
import { findLetterLink } from '~/actions/letters/delivery/find-letter-link.server'
import { suggestedLetter } from '~/actions/letters/suggested-letter.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { isPaused } from '~/queue/outbox/switches.server'
import { formFields } from '~/ui/forms/form-fields'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'

/** Shows two buttons; opening the link changes nothing. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await findLetterLink(context.db, params.token!, context.now())
  const lang = routeLanguage(params)
  const suggested = await suggestedLetter(context.db, found.slug, lang, context.now())
  return data({ lang, ...found, suggested }, { status: found.state === 'unknown' ? 404 : 200 })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const token = params.token!
  const wanted = (await formFields(request)).intent === 'drop' ? 'drop' : 'send'
  const found = await findLetterLink(context.db, token, context.now())
  if (found.state !== 'waiting')
    return data({ ...found, dropped: null }, { status: found.state === 'unknown' ? 404 : 200 })
  const isHeld = wanted === 'drop' && (await isPaused(context.db, 'legal-hold'))
  const appended = await context.intake.append(await context.siteKey(), 'letter-word', { token, wanted }, context.now())
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  return wanted === 'send'
    ? redirect(paths.lettersThanks(lang, found.slug), 303)
    : data({ ...found, dropped: isHeld ? ('held' as const) : ('gone' as const) })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('letters.confirm.title')) : []

export default function Route() {
  const { lang, ...found } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <ConfirmLetterPage lang={lang} t={translator(lang)} dropped={answered?.dropped ?? null} {...found} {...answered} />
  )
}
