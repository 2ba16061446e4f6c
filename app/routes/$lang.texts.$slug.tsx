import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { isRefused, type PlaceAsked } from '~/actions/kind/place'
import { placeQuery, readPlace } from '~/actions/kind/place-in-address'
import { nextActionCard } from '~/actions/registry.server'
import { readTextPage } from '~/actions/texts/read-text-page.server'
import { recordOwnText } from '~/actions/texts/record-own-text.server'
import { TextPage } from '~/actions/texts/text-page'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

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
    readPlace((name) => searchParams.get(name)),
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
  const view = (asked: PlaceAsked | null = null) => {
    const place = readPlace((name) => fields[name])
    return readTextPage(context.db, context.env, action, lang, place, context.now(), asked)
  }
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { view: await view() })
  const recorded = await recordOwnText(context, action, lang, fields, context.now())
  switch (recorded.outcome) {
    case 'asked':
      return data(
        { form: emptyForm, view: await view(recorded.asked) },
        { status: isRefused(recorded.asked) ? 422 : 200 },
      )
    case 'on':
      return redirect(
        `${paths.texts(lang, action.slug)}?${placeQuery(recorded.place)}${recorded.isTold ? '&told=1' : ''}`,
        303,
      )
    case 'busy':
      return busy(fields, recorded.retryAfter, { view: await view() })
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
