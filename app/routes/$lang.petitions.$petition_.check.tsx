import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { donePetition, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { CheckPage } from '~/actions/petitions/check-page'
import { codeSchema, onlyCodeSchema } from '~/actions/petitions/code.schema'
import { CodePage } from '~/actions/petitions/code-page'
import { codeReceipt } from '~/actions/petitions/code-receipt.server'
import { readSealedPhone } from '~/actions/petitions/sealed-phone'
import { campaignById } from '~/campaigns/campaigns.server'
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
  const found = await context.petitions.find(params.petition!, context.now())
  if (!found) throw new Response(null, { status: 404 })
  const { petition } = found
  const campaign = await campaignById(context.db, petition.campaignId)
  const done = donePetition(petition, campaign)
  const { searchParams } = new URL(request.url)
  const wish = searchParams.get('by')
  return {
    lang,
    slug: petition.slug,
    title: petition.title[lang],
    acts: await readNextActs(context.db, { language: lang, done }, context.now()),
    hasTexts: context.env.channels.texts !== 'none',
    by: wish === 'mail' || wish === 'text' ? (wish as 'mail' | 'text') : null,
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
  const number = numberIn(searchParams, context.now())
  const isKnown = number === 'known' && !fields.phone?.trim()
  const read = readFields(isKnown ? onlyCodeSchema : codeSchema, fields)
  if (read.outcome === 'invalid') {
    const { values, errors } = read.form
    const said = errors.map((one) =>
      number === 'forgotten' && one.message === 'phoneMissing' ? { ...one, message: 'phoneForgotten' } : one,
    )
    return data({ form: { values, errors: said }, receipt: null }, { status: 422 })
  }
  const found = await context.petitions.find(params.petition!, context.now())
  if (!found) throw new Response(null, { status: 404 })
  let receipt = fields.intent === 'look' && isUuid(fields.receipt) ? fields.receipt : null
  if (receipt === null) {
    const signedWith = isKnown ? searchParams.get('with')! : undefined
    const submission = { petitionId: found.petition.id, ...read.value, signedWith }
    const appended = await context.intake.append(found.key, 'code', submission, context.now())
    if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, { receipt: null })
    receipt = appended.id
  }
  const asked = receipt
  switch (await soon(() => codeReceipt(context.db, asked))) {
    case 'confirmed':
      return redirect(paths.petitionThanks(lang, found.petition.slug), 303)
    case 'no-match': {
      const errors = [{ field: 'code', message: 'codeNoMatch' }]
      return data({ form: { values: fields, errors }, receipt: null }, { status: 422 })
    }
    case null:
      return data({ form: { values: fields, errors: [] }, receipt: asked })
  }
}

/** Whether the page's address says, sealed, which number was signed with; `forgotten` when that is too long ago. */
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
  return <CheckPage lang={lang} t={t} form={answer?.form ?? emptyForm} {...page} />
}
