import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { responseAnswers } from '~/actions/letters/responses/response-answers'
import { findResponseLink } from '~/actions/letters/responses/responses.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { formFields } from '~/ui/forms/form-fields'
import { NoticePage } from '~/ui/page/notice-page'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'

/** Asks whether an office answered a letter; opening the link changes nothing. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await findResponseLink(context.db, params.token!, context.now())
  return data({ lang: routeLanguage(params), ...found }, { status: found.state === 'unknown' ? 404 : 200 })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const token = params.token!
  const fields = await formFields(request)
  const found = await findResponseLink(context.db, token, context.now())
  const answer = responseAnswers.find((one) => one === fields.answer)
  if (found.state !== 'open' || !answer) return data({ said: null }, { status: found.state === 'unknown' ? 404 : 200 })
  const appended = await context.intake.append(
    await context.siteKey(),
    'office-response',
    { token, answer },
    context.now(),
  )
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  return data({ said: answer })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('letters.response.title')) : []

export default function Route() {
  const { lang, state, post, slug, answer } = useLoaderData<typeof loader>()
  const said = useActionData<typeof action>()?.said
  const t = translator(lang)
  // Posts have their titles in English.
  const office = () => <span lang="en">{post}</span>
  const home = { href: paths.home(lang), label: t('site.problem.home') }
  if (state === 'unknown' || state === 'expired')
    return (
      <NoticePage title={t(`letters.response.${state}Title`)} text={t(`letters.response.${state}Text`)} next={home} />
    )
  if (said)
    return (
      <NoticePage
        title={t('letters.response.doneTitle')}
        text={t('letters.response.doneText')}
        next={{ href: paths.official(lang, slug), label: t('letters.response.official') }}
      />
    )
  return (
    <NoticePage title={t('letters.response.title')} text={t.rich('letters.response.text', { office })}>
      <Form>
        {responseAnswers.map((one) => (
          <p key={one}>
            <button className="button wide" name="answer" value={one} aria-pressed={answer === one ? true : undefined}>
              {t(`letters.response.answers.${one}`)}
            </button>
          </p>
        ))}
      </Form>
    </NoticePage>
  )
}
