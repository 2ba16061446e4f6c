import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { findCampaign } from '~/campaigns/campaigns.server'
import { startSchema } from '~/campaigns/requests/start.schema'
import { areTooManyWaiting } from '~/campaigns/requests/waiting-requests.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, type FormState, readFields } from '~/ui/forms/form-state'
import { isTrapped, trapError } from '~/ui/forms/trapped'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, later, tooMany } from '~/web/http/try-later'
import { type CalledPlace, placesCalled } from '~/web/start/places-called.server'
import { StartPage } from '~/web/start/start-page'

export const handle = { formId: 'start' }

const aDay = 86_400

const none: { choices: CalledPlace[] } = { choices: [] }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  const { slug, colour } = campaign
  return data({
    lang,
    colour,
    campaign: { slug, name: campaign.name[lang] },
    publicUrl: context.env.publicUrl,
    isSent: new URL(request.url).searchParams.has('sent'),
  })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const language = routeLanguage(params)
  const fields = await formFields(request)
  if (fields.intent === 'switch') return data({ ...none, form: { values: fields, errors: [] } })
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, none)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  const refuse = (form: FormState, choices: CalledPlace[] = []) => data({ ...none, choices, form }, { status: 422 })
  if (isTrapped(fields)) return refuse({ values: fields, errors: [trapError] })
  const called = fields.place ? await placesCalled(context.db, fields.place.slice(0, 100)) : []
  const places = called === 'many' ? [] : called
  const read = readFields(startSchema, fields)
  if (read.outcome === 'invalid') return refuse(read.form, places)
  const { given_name, group_name, email, why, chosen } = read.value
  const place = places.length === 1 ? places[0] : places.find(({ slug }) => slug === chosen)
  if (!place) {
    const unknown = { field: 'place', message: called === 'many' ? 'placeMany' : 'placeUnknown' }
    const wrong = places.length === 0 ? unknown : { field: 'chosen', message: 'placeWhich' }
    return refuse({ values: fields, errors: [wrong] }, places)
  }
  if (await areTooManyWaiting(context.db))
    return data(
      { ...none, form: { values: fields, errors: [{ field: '', message: 'requestsFull' }] } },
      later(429, aDay),
    )
  const appended = await context.intake.append(
    await context.siteKey(),
    'campaign-request',
    { campaignId: campaign.id, divisionId: place.id, language, givenName: given_name, group: group_name, email, why },
    context.now(),
  )
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, none)
  // A reload of what follows sends nothing again.
  return redirect(`${paths.startYourOwn(language, campaign.slug)}?sent`, 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, campaign, publicUrl } = data
  const t = translator(lang)
  return pageMeta({
    lang,
    publicUrl,
    title: `${t('start.title')} · Firme`,
    description: t('start.lead'),
    path: (one) => paths.startYourOwn(one, campaign.slug),
    imageOf: (one) => paths.campaign(one, campaign.slug),
    trail: [{ name: campaign.name, path: paths.campaign(lang, campaign.slug) }],
  })
}

export default function Route() {
  const { lang, campaign, isSent } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <StartPage
      lang={lang}
      t={translator(lang)}
      campaign={campaign}
      form={answer?.form ?? emptyForm}
      choices={answer?.choices ?? []}
      isSent={isSent}
    />
  )
}
