import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findDigestLink } from '~/actions/letters/delivery/find-letter-link.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { later } from '~/web/http/try-later'

/** Where an office can ask for one email a day; opening the link changes nothing. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const found = await findDigestLink(context.db, params.token!)
  return data({ lang: routeLanguage(params), ...found }, { status: found.state === 'unknown' ? 404 : 200 })
}

export async function action({ params, context }: ActionFunctionArgs) {
  const token = params.token!
  const found = await findDigestLink(context.db, token)
  if (found.state !== 'each') return data(found, { status: found.state === 'unknown' ? 404 : 200 })
  const appended = await context.intake.append(
    await context.siteKey(),
    'letter-word',
    { token, wanted: 'digest' },
    context.now(),
  )
  if (appended.outcome === 'busy') throw new Response(null, later(503, appended.retryAfter))
  return data({ ...found, state: 'digest' as const })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('letters.digest.title')) : []

export default function Route() {
  const { lang, ...found } = useLoaderData<typeof loader>()
  const { state, organization } = useActionData<typeof action>() ?? found
  const t = translator(lang)
  // Offices have their names in English.
  const office = () => <span lang="en">{organization}</span>
  if (state === 'unknown')
    return (
      <NoticePage
        title={t('letters.digest.unknownTitle')}
        text={t('letters.digest.unknownText')}
        next={{ href: paths.home(lang), label: t('site.problem.home') }}
      />
    )
  if (state === 'digest')
    return <NoticePage title={t('letters.digest.doneTitle')} text={t.rich('letters.digest.doneText', { office })} />
  return (
    <NoticePage title={t('letters.digest.title')} text={t.rich('letters.digest.text', { office })}>
      <Form>
        <input type="hidden" name="intent" value="digest" />
        <button className="button wide">{t('letters.digest.button')}</button>
      </Form>
    </NoticePage>
  )
}
