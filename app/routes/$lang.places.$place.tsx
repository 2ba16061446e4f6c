import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { newsCampaign } from '~/actions/news/news-campaign.server'
import { tellMeSchema } from '~/actions/next-acts/tell-me.schema'
import { placeName, stateName } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { type Division, findDivision } from '~/officials/divisions/lookup.server'
import { paths } from '~/paths'
import { unknownOfficialSchema, wrongPolicySchema } from '~/queue/intake/official-report.schema'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { isTrapped, trapError } from '~/ui/forms/trapped'
import { PlacePage } from '~/web/finder/place-page'
import { readPlace, readState } from '~/web/finder/read-place.server'
import { StatePage } from '~/web/finder/state-page'
import { isToBeTold } from '~/web/finder/tell-me.server'
import { FlyerLink } from '~/web/flyers/flyer-link'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'
import { placeJsonLd } from '~/web/localities/place-json-ld'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const division = await findDivision(context.db, params.place!)
  if (!division || division.kind === 'country') throw new Response(null, { status: 404 })
  const staleDays = context.env.contactStaleDays
  const hasTexts = context.env.channels.texts !== 'none'
  const { tags, ...shown } =
    division.kind === 'state'
      ? await readState(context.db, { division, staleDays }, context.now())
      : await readPlace(context.db, { division, lang, staleDays, hasTexts }, context.now())
  const campaign = await newsCampaign(context.db, context.now())
  const news = campaign && { slug: campaign.slug, name: campaign.name[lang], hasTexts }
  return data(
    { lang, news, slug: division.slug, title: placeName(lang, division), publicUrl: context.env.publicUrl, shown },
    { headers: { 'x-firme-tags': ['site', ...tags].join(' ') } },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { isTold: false })
  const division = await findDivision(context.db, params.place!)
  if (fields.intent === 'tell-me' && division) return tellMe(context, { division, language: lang, fields })
  const isAboutPolicy = fields.what === 'wrong-policy'
  if (!division || (!isAboutPolicy && division.kind !== 'county')) throw new Response(null, { status: 404 })
  const read = readFields(isAboutPolicy ? wrongPolicySchema : unknownOfficialSchema, fields)
  if (read.outcome === 'invalid') return data({ form: read.form, isTold: false }, { status: 422 })
  const appended = await context.intake.append(
    await context.siteKey(),
    'contact-report',
    { divisionId: division.id, what: isAboutPolicy ? 'wrong-policy' : 'unknown-official', note: read.value.note },
    context.now(),
  )
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, { isTold: false })
  return data({ form: emptyForm, isTold: true })
}

/** Takes a request to be told when somebody is known here. Whoever is known already, the answer is the same. */
async function tellMe(
  context: ActionFunctionArgs['context'],
  { division, language, fields }: { division: Division; language: Language; fields: Record<string, string> },
) {
  if (isTrapped(fields)) return data({ form: { values: fields, errors: [trapError] }, isTold: false }, { status: 422 })
  const read = readFields(tellMeSchema(context.env.channels), fields)
  if (read.outcome === 'invalid') return data({ form: read.form, isTold: false }, { status: 422 })
  const { about, contact } = read.value
  if (!(await isToBeTold(context.db, about, context.now()))) throw new Response(null, { status: 404 })
  const submission = { advocacyId: about, divisionId: division.id, ...contact, language }
  const appended = await context.intake.append(await context.siteKey(), 'place-request', submission, context.now())
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, { isTold: false })
  return data({ form: emptyForm, isTold: false, isToBeTold: true })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, title, slug, shown } = data
  const t = translator(lang)
  const state = shown.kind === 'place' ? shown.state : null
  return pageMeta({
    ...data,
    title: `${title} · Firme`,
    description: t('places.place.description', { place: title }),
    path: (language) => paths.place(language, slug),
    jsonLd: placeJsonLd({ lang, t }, title, shown.stand),
    trail: [
      { name: t('places.find.title'), path: paths.officials(lang) },
      ...(state ? [{ name: stateName(lang, state.name), path: paths.place(lang, state.slug) }] : []),
    ],
  })
}

export default function Route() {
  const { lang, news, slug, shown } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = translator(lang)
  const told = {
    form: answer?.form ?? emptyForm,
    isTold: answer?.isTold ?? false,
    isToBeTold: answer !== undefined && 'isToBeTold' in answer,
  }
  return shown.kind === 'state' ? (
    <StatePage lang={lang} t={t} {...shown} {...told} news={news} />
  ) : (
    <>
      <PlacePage lang={lang} t={t} {...shown} {...told} news={news} />
      <FlyerLink t={t} page={paths.place(lang, slug)} />
    </>
  )
}
