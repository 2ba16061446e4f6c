import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { Flyer } from '~/actions/kind/flyer'
import { isRefused, type PlaceAsked } from '~/actions/kind/place'
import { overAddress } from '~/actions/kind/place-in-address'
import { flyerCode } from '~/actions/kind/qr-code.server'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { readTextPage } from '~/actions/texts/read-text-page.server'
import { recordOwnText } from '~/actions/texts/record-own-text.server'
import { TextPage } from '~/actions/texts/text-page'
import { readTextPlace, textPlaceQuery } from '~/actions/texts/text-place'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'
import { FlyerLink } from '~/web/flyers/flyer-link'
import { answerHeaders, keptByBrowser } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

export const handle: PageHandle = { hasScript: true }

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
  const isStuck = view.state === 'open' && !view.asked && !view.isDone && view.offices.length === 0
  const acts =
    view.state === 'open' && !view.isDone && !isStuck
      ? null
      : await readNextActs(
          context.db,
          {
            language: lang,
            done: doneAct(action),
            place: view.at,
            isStuck,
            share: view.isDone
              ? {
                  title: view.title,
                  link: (ref) => `${context.env.publicUrl}${paths.texts(lang, action.slug)}?r=${ref}`,
                }
              : null,
          },
          context.now(),
        )
  const qr = await flyerCode(`${context.env.publicUrl}${paths.texts(lang, action.slug)}`)
  const hasTexts = context.env.channels.texts !== 'none'
  const outreachId = searchParams.get('done')
  const last =
    searchParams.get('last') === 'undone'
      ? ('undone' as const)
      : isUuid(outreachId) && view.isTold
        ? { outreachId }
        : null
  return data(
    { lang, view, acts, last, hasTexts, qr, colour: view.colour, publicUrl: context.env.publicUrl },
    keptByBrowser,
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = overAddress(request.url, await formFields(request))
  const verdict = await context.limit('acting')
  const action = await findAdvocacyCampaign(context.db, 'text', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const view = (asked: PlaceAsked | null = null) => {
    const place = readTextPlace((name) => fields[name])
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
        `${paths.texts(lang, action.slug)}?${textPlaceQuery(recorded.place)}${recorded.last ? `&last=${recorded.last}` : ''}${recorded.outreachId ? `&done=${recorded.outreachId}` : ''}`,
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
  const { lang, view, acts, last, hasTexts, qr, publicUrl } = useLoaderData<typeof loader>()
  const t = translator(lang)
  const page = paths.texts(lang, view.slug)
  const answered = useActionData<typeof action>()
  return (
    <>
      <TextPage
        lang={lang}
        t={t}
        view={answered?.view ?? view}
        form={answered?.form ?? emptyForm}
        acts={answered ? null : acts}
        last={answered ? null : last}
        hasTexts={hasTexts}
      />
      <FlyerLink t={t} page={page} />
      <Flyer
        t={t}
        title={view.title}
        ask={view.summary}
        qr={qr}
        url={`${publicUrl}${paths.withoutLanguage(page)}`}
        lines={view.soFar ? [view.soFar] : []}
      />
    </>
  )
}
