import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { isRefused, type PlaceAsked } from '~/actions/kind/place'
import { nextActionCard } from '~/actions/registry.server'
import { readTextPage } from '~/actions/texts/read-text-page.server'
import { readTextPlace, tellText, textPlaceQuery } from '~/actions/texts/record-text.server'
import { TextPage } from '~/actions/texts/text-page'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'text', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const { searchParams } = new URL(request.url)
  const view = await readTextPage(
    context.db,
    context.env,
    action,
    lang,
    readTextPlace((name) => searchParams.get(name)),
    context.now(),
  )
  const next = await nextActionCard(context.db, lang, context.now(), action.campaignId, `action:${action.id}`)
  return { lang, view, next, isTold: searchParams.has('told'), colour: view.colour, publicUrl: context.env.publicUrl }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('acting')
  const action = await findAdvocacyCampaign(context.db, 'text', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const answer = async (form: FormState, status: number, asked: PlaceAsked | null = null) =>
    data(
      {
        form,
        view: await readTextPage(
          context.db,
          context.env,
          action,
          lang,
          readTextPlace((name) => fields[name]),
          context.now(),
          asked,
        ),
      },
      { status, headers: form.retryAfter === undefined ? {} : { 'retry-after': String(form.retryAfter) } },
    )
  if (verdict.verdict === 'refuse')
    return answer({ values: fields, errors: [], problem: '429', retryAfter: verdict.retryAfter }, 429)
  const told = await tellText(context, action, lang, fields, context.now())
  switch (told.outcome) {
    case 'asked':
      return answer(emptyForm, isRefused(told.asked) ? 422 : 200, told.asked)
    case 'on':
      return redirect(
        `${paths.texts(lang, action.slug)}?${textPlaceQuery(told.place)}${told.isTold ? '&told=1' : ''}`,
        303,
      )
    case 'busy':
      return answer({ values: fields, errors: [], problem: '503', retryAfter: told.retryAfter }, 503)
  }
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, view, publicUrl } = data
  return pageMeta({
    lang,
    publicUrl,
    title: `${view.title} · Firme`,
    description: view.summary,
    path: (language) => paths.texts(language, view.slug),
  })
}

export default function Route() {
  const { lang, view, next, isTold } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return (
    <TextPage
      lang={lang}
      t={translator(lang)}
      view={answered?.view ?? view}
      form={answered?.form ?? emptyForm}
      isTold={isTold}
      next={next}
    />
  )
}
