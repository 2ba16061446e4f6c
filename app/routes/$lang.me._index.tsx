import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { contactSchema } from '~/people/own-page.schema'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'
import { OwnPageRequestPage } from '~/web/me/own-page-request-page'

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return {
    lang: routeLanguage(params),
    hasTexts: context.env.channels.texts !== 'none',
    isSent: new URL(request.url).searchParams.has('sent'),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const language = routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter)
  const read = readFields(contactSchema(context.env.channels), fields)
  if (read.outcome === 'invalid') return data({ form: read.form }, { status: 422 })
  const appended = await context.intake.append(
    await context.siteKey(),
    'own-page-request',
    { ...read.value.contact, language },
    context.now(),
  )
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter)
  // A reload of what follows asks for nothing again.
  return redirect(`${paths.ownPageRequest(language)}?sent`, 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.me.requestTitle')) : []

export default function Route() {
  const { lang, hasTexts, isSent } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <OwnPageRequestPage
      lang={lang}
      t={translator(lang)}
      form={answer?.form ?? emptyForm}
      isSent={isSent}
      hasTexts={hasTexts}
    />
  )
}
