import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { CheckPage } from '~/actions/petitions/check-page'
import { codeSchema } from '~/actions/petitions/code.schema'
import { campaignById } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await context.petitions.find(params.petition!, context.now())
  if (!found) throw new Response(null, { status: 404 })
  const { petition } = found
  const campaign = await campaignById(context.db, petition.campaignId)
  const done = {
    tag: `petition:${petition.id}`,
    campaignId: campaign.id,
    campaignSlug: campaign.slug,
    campaignName: campaign.name,
  }
  const wish = new URL(request.url).searchParams.get('by')
  return {
    lang,
    slug: petition.slug,
    title: petition.title[lang],
    acts: await readNextActs(context.db, { language: lang, done }, context.now()),
    hasTexts: context.env.channels.texts !== 'none',
    by: wish === 'mail' || wish === 'text' ? (wish as 'mail' | 'text') : null,
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter)
  const read = readFields(codeSchema, fields)
  if (read.outcome === 'invalid') return data({ form: read.form }, { status: 422 })
  const found = await context.petitions.find(params.petition!, context.now())
  if (!found) throw new Response(null, { status: 404 })
  const appended = await context.intake.append(
    found.key,
    'code',
    { petitionId: found.petition.id, ...read.value },
    context.now(),
  )
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter)
  return redirect(paths.petitionCheckReceipt(lang, found.petition.slug, appended.id), 303)
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.check.title')) : []

export default function Route() {
  const { lang, slug, title, hasTexts, by, acts } = useLoaderData<typeof loader>()
  return (
    <CheckPage
      lang={lang}
      t={translator(lang)}
      slug={slug}
      title={title}
      by={by}
      acts={acts}
      form={useActionData<typeof action>()?.form ?? emptyForm}
      hasTexts={hasTexts}
    />
  )
}
