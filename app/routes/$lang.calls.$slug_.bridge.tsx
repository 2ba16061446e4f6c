import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import {
  askBridge,
  canConnect,
  limitOf,
  officialsToRing,
  tellBridge,
  typeCode,
} from '~/actions/calls/bridge/ask-bridge.server'
import { BridgePage, type BridgeStep } from '~/actions/calls/bridge/bridge-page'
import { isDayEverywhere } from '~/actions/calls/bridge/day-hours.server'
import { callStateQuery, lastStep } from '~/actions/calls/call-state'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { type PlaceInAddress, placeQuery, readPlace } from '~/actions/kind/place-in-address'
import { namesTogether } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const action = await findAdvocacyCampaign(context.db, 'call', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const { searchParams } = new URL(request.url)
  const place = readPlace((name) => searchParams.get(name))
  const officials = await officialsToRing(context.db, action, place, context.now())
  const bridgeId = searchParams.get('b')
  const can = officials.length > 0 && (await canConnect(context, action, context.now()))
  const step: BridgeStep =
    context.env.channels.calls === 'none'
      ? { is: 'never' }
      : searchParams.has('rings')
        ? { is: 'ringing', bridgeId: isUuid(bridgeId) ? bridgeId : null }
        : !can
          ? { is: 'away' }
          : bridgeId
            ? { is: 'code', bridgeId, by: searchParams.get('by') === 'call' ? 'call' : 'text' }
            : { is: 'asking', isDay: await isDayEverywhere(context.db, context.now()) }
  return {
    lang,
    slug: action.slug,
    who: namesTogether(lang, officials.map(({ name }) => name).slice(0, 3)),
    isOneOffice: officials.length === 1,
    step,
    place: placeQuery(place),
    colour: action.colour,
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const action = await findAdvocacyCampaign(context.db, 'call', params.slug!)
  if (!action) throw new Response(null, { status: 404 })
  const { searchParams } = new URL(request.url)
  const place = readPlace((name) => searchParams.get(name))
  const isCode = fields.intent === 'code'
  const verdict = await context.limit(limitOf(fields))
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter)
  const told = await tellBridge(context, action, lang, place, fields, context.now())
  if (told?.outcome === 'busy') return busy(fields, told.retryAfter)
  if (told) return redirect(thanksUrl(lang, action.slug, place), 303)
  const here = `${paths.bridge(lang, action.slug)}?${placeQuery(place)}`
  if (!(await canConnect(context, action, context.now()))) return redirect(here, 303)
  const asked = isCode
    ? await typeCode(context, action, fields, context.now())
    : await askBridge(context, action, lang, place, fields, context.now())
  switch (asked.outcome) {
    case 'asked':
      return redirect(`${here}&b=${asked.bridgeId}${asked.by === 'call' ? '&by=call' : ''}`, 303)
    case 'typed':
      return redirect(`${here}&rings=1&b=${asked.bridgeId}`, 303)
    case 'away':
      return redirect(here, 303)
    case 'invalid':
      return data({ form: asked.form }, { status: 422 })
    case 'busy':
      return busy(fields, asked.retryAfter)
  }
}

/**
 * The thanks at the end of the calls: whoever we connected has been through all offices that we could reach. It promises no
 * count, because after a wrong code there was no call.
 */
function thanksUrl(lang: Language, slug: string, place: PlaceInAddress): string {
  return `${paths.calls(lang, slug)}?${callStateQuery({ ...place, start: null, step: lastStep, ref: '', wrong: [] })}&last=told`
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data
    ? privateMeta(
        translator(data.lang)(data.step.is === 'never' ? 'texts.voice.page.neverTitle' : 'texts.voice.page.title'),
      )
    : []

export default function Route() {
  const { lang, ...props } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  return <BridgePage lang={lang} t={translator(lang)} form={answered?.form ?? emptyForm} {...props} />
}
