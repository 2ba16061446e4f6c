import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { canConnect } from '~/actions/calls/bridge/ask-bridge.server'
import { CallPage } from '~/actions/calls/call-page'
import { callStateQuery, readCallState } from '~/actions/calls/call-state'
import type { CallPlace } from '~/actions/calls/call-view'
import { readCallPage } from '~/actions/calls/read-call.server'
import { recordOutcome } from '~/actions/calls/record-outcome.server'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { Flyer } from '~/actions/kind/flyer'
import { isRefused, type PlaceAsked } from '~/actions/kind/place'
import { overAddress, placeQuery, readPlace } from '~/actions/kind/place-in-address'
import { flyerCode } from '~/actions/kind/qr-code.server'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import type { Language } from '~/i18n/language'
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

const lastWords = ['recorded', 'told', 'wrong', 'reminded', 'undone'] as const

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'call', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const { searchParams } = new URL(request.url)
  const at = readCallState((name) => searchParams.get(name))
  const view = await readCallPage(context.db, action, lang, at, context.now())
  const last = lastWords.find((word) => word === searchParams.get('last')) ?? null
  const outreachId = searchParams.get('done')
  const undo = isUuid(outreachId) && last ? { outreachId, state: at } : null
  // Whose turn it is changes with every visitor. Once in the URL, it stays through a reload, as after a phone that was
  // short of memory has come back from the call.
  if (view.now.is === 'calling' && view.now.call.of > 1 && at.start === null)
    throw redirect(stepUrl(lang, action.slug, view.now.call.state, last, undo?.outreachId), {
      headers: { 'cache-control': 'no-store' },
    })
  const place = readPlace((name) => searchParams.get(name))
  const bridge =
    view.now.is === 'calling' && (await canConnect(context, action, context.now()))
      ? `${paths.bridge(lang, action.slug)}?${placeQuery(place)}`
      : null
  const acts =
    (view.now.is === 'calling' && view.now.call.phone) || view.now.is === 'asking-place'
      ? null
      : await readNextActs(
          context.db,
          {
            language: lang,
            done: doneAct(action),
            place,
            isStuck: view.now.is === 'nobody-here',
            share:
              view.now.is === 'done' && last !== 'wrong'
                ? {
                    title: view.title,
                    link: (ref) => `${context.env.publicUrl}${paths.calls(lang, action.slug)}?r=${ref}`,
                  }
                : null,
          },
          context.now(),
        )
  return data(
    {
      lang,
      view,
      bridge,
      acts,
      hasTexts: context.env.channels.texts !== 'none',
      colour: view.colour,
      qr: await flyerCode(`${context.env.publicUrl}${paths.calls(lang, action.slug)}`),
      publicUrl: context.env.publicUrl,
      last,
      undo,
    },
    keptByBrowser,
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = overAddress(request.url, await formFields(request))
  const verdict = await context.limit('acting')
  const action = await findAdvocacyCampaign(context.db, 'call', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const view = (asked: PlaceAsked | null = null) => {
    const state = readCallState((name) => fields[name])
    return readCallPage(context.db, action, lang, state, context.now(), asked)
  }
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { view: await view() })
  const told = await recordOutcome(context, action, lang, fields, context.now())
  switch (told.outcome) {
    case 'asked':
      return data({ form: emptyForm, view: await view(told.asked) }, { status: isRefused(told.asked) ? 422 : 200 })
    case 'on':
      return redirect(stepUrl(lang, action.slug, told.state, told.last, told.outreachId), 303)
    case 'invalid':
      return data({ form: told.form, view: await view() }, { status: 422 })
    case 'busy':
      return busy(fields, told.retryAfter, { view: await view() })
  }
}

function stepUrl(
  lang: Language,
  slug: string,
  state: CallPlace,
  last: (typeof lastWords)[number] | null,
  outreachId?: string,
): string {
  return `${paths.calls(lang, slug)}?${callStateQuery(state)}${last ? `&last=${last}` : ''}${outreachId ? `&done=${outreachId}` : ''}`
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
    path: (language) => paths.calls(language, view.slug),
  })
}

export default function Route() {
  const { lang, view, last, undo, bridge, acts, hasTexts, qr, publicUrl } = useLoaderData<typeof loader>()
  const t = translator(lang)
  const page = paths.calls(lang, view.slug)
  const answered = useActionData<typeof action>()
  const call = view.now.is === 'calling' ? view.now.call : null
  return (
    <>
      <CallPage
        lang={lang}
        t={t}
        view={answered?.view ?? view}
        form={answered?.form ?? emptyForm}
        last={answered ? null : last}
        undo={answered ? null : undo}
        acts={answered ? null : acts}
        bridge={bridge}
        hasTexts={hasTexts}
      />
      <FlyerLink t={t} page={page} />
      <Flyer
        t={t}
        title={view.title}
        ask={view.summary}
        qr={qr}
        url={`${publicUrl}${paths.withoutLanguage(page)}`}
        number={call?.phone?.shown}
        lines={[
          ...(call?.phone ? [t('site.flyer.call', { name: call.name, number: call.phone.shown })] : []),
          view.soFar,
        ].filter(Boolean)}
      />
    </>
  )
}
