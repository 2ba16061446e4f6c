import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { contactSchema } from '~/people/own-page.schema'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'
import { OwnPageRequestPage } from '~/web/me/own-page-request-page'

export function loader({ params, context }: LoaderFunctionArgs) {
  return { lang: routeLanguage(params), hasTexts: context.env.channels.texts !== 'none' }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const language = routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { isSent: false })
  const read = readFields(contactSchema(context.env.channels), fields)
  if (read.outcome === 'invalid') return data({ form: read.form, isSent: false }, { status: 422 })
  const appended = await context.intake.append(
    await context.siteKey(),
    'own-page-request',
    { ...read.value.contact, language },
    context.now(),
  )
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, { isSent: false })
  return data({ form: emptyForm, isSent: true })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.me.requestTitle')) : []

export default function Route() {
  const { lang, hasTexts } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <OwnPageRequestPage
      lang={lang}
      t={translator(lang)}
      form={answer?.form ?? emptyForm}
      isSent={answer?.isSent ?? false}
      hasTexts={hasTexts}
    />
  )
}
