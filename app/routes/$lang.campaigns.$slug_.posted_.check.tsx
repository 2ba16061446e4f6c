import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { NewsCheckPage } from '~/actions/news/news-check-page'
import { codeSchema, onlyCodeSchema } from '~/actions/petitions/code.schema'
import { CodePage } from '~/actions/petitions/code-page'
import { codeReceipt } from '~/actions/petitions/code-receipt.server'
import { readSealedPhone } from '~/actions/petitions/sealed-phone'
import { findCampaign } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { answerHeaders } from '~/web/http/answer-headers'
import { privateMeta } from '~/web/http/page-meta'
import { soon } from '~/web/http/soon'
import { busy, tooMany } from '~/web/http/try-later'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  const { searchParams } = new URL(request.url)
  return {
    lang,
    campaign: { slug: campaign.slug, name: campaign.name[lang] },
    by: searchParams.get('by') === 'text' ? ('text' as const) : ('mail' as const),
    number: numberIn(searchParams, context.now()),
  }
}

/** Checks a code, or looks again for what came of one. What was typed comes back with every answer but the thanks. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { receipt: null })
  const { searchParams } = new URL(request.url)
  const isKnown = numberIn(searchParams, context.now()) === 'known' && !fields.phone?.trim()
  const read = readFields(isKnown ? onlyCodeSchema : codeSchema, fields)
  if (read.outcome === 'invalid') return data({ form: read.form, receipt: null }, { status: 422 })
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign) throw new Response(null, { status: 404 })
  let receipt = fields.intent === 'look' && isUuid(fields.receipt) ? fields.receipt : null
  if (receipt === null) {
    const sentTo = isKnown ? searchParams.get('with')! : undefined
    const submission = { campaignId: campaign.id, ...read.value, sentTo }
    const appended = await context.intake.append(await context.siteKey(), 'news-code', submission, context.now())
    if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, { receipt: null })
    receipt = appended.id
  }
  const asked = receipt
  switch (await soon(() => codeReceipt(context.db, asked))) {
    case 'confirmed':
      return redirect(paths.keepPostedThanks(lang, campaign.slug), 303)
    case 'no-match': {
      const errors = [{ field: 'code', message: 'codeNoMatch' }]
      return data({ form: { values: fields, errors }, receipt: null }, { status: 422 })
    }
    case null:
      return data({ form: { values: fields, errors: [] }, receipt: asked })
  }
}

/** Whether the page's address says, sealed, which number was given; `forgotten` when that is too long ago. */
function numberIn(query: URLSearchParams, now: Date): 'known' | 'forgotten' | 'unknown' {
  const text = query.get('with')
  return readSealedPhone(text, now) ? 'known' : text ? 'forgotten' : 'unknown'
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.check.title')) : []

export default function Route() {
  const { lang, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const t = translator(lang)
  if (answer?.receipt) return <CodePage t={t} fields={answer.form.values} receipt={answer.receipt} />
  return <NewsCheckPage lang={lang} t={t} form={answer?.form ?? emptyForm} {...page} />
}
