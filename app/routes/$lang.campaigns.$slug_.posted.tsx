import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { keepPosted } from '~/actions/news/keep-posted.server'
import { KeepPostedForm, keepPostedFormId } from '~/actions/news/keep-posted-form'
import { hasNews } from '~/actions/news/news-campaign.server'
import { newsPage } from '~/actions/news/news-pages'
import { findCampaign } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'
import { NoticePage } from '~/ui/page/notice-page'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'

export const handle = { formId: keepPostedFormId }

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign || !(await hasNews(context.db, campaign.id, context.now()))) throw new Response(null, { status: 404 })
  const { slug, colour } = campaign
  const hasTexts = context.env.channels.texts !== 'none'
  return { lang, colour, news: { slug, name: campaign.name[lang], hasTexts }, publicUrl: context.env.publicUrl }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const language = routeLanguage(params)
  const fields = await formFields(request)
  // The language switch: the same form in the other language; nothing is submitted.
  if (fields.intent === 'switch') return data({ form: { values: fields, errors: [] } })
  // Like signatures, so that a rally's Wi-Fi is not too much.
  const verdict = await context.limit('signing')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter)
  const campaign = await findCampaign(context.db, params.slug!)
  if (!campaign || !(await hasNews(context.db, campaign.id, context.now()))) throw new Response(null, { status: 404 })
  const { db, intake, env } = context
  const kept = await keepPosted({ db, intake, channels: env.channels }, { campaign, language, fields }, context.now())
  switch (kept.outcome) {
    case 'accepted':
      return redirect(paths.keepPostedCheck(language, campaign.slug, kept), 303)
    case 'invalid':
      return data({ form: kept.form }, { status: 422 })
    case 'busy':
      return busy(fields, kept.retryAfter)
  }
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, news, publicUrl } = data
  const t = translator(lang)
  return pageMeta({
    lang,
    publicUrl,
    title: `${t('site.posted.title')} · Firme`,
    description: t('site.posted.lead', { campaign: news.name }),
    path: (one) => paths.keepPosted(one, news.slug),
    imageOf: (one) => paths.campaign(one, news.slug),
    trail: [{ name: news.name, path: paths.campaign(lang, news.slug) }],
  })
}

export default function Route() {
  const { lang, news } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  const t = translator(lang)
  return (
    <NoticePage title={t('site.posted.title')} text={t('site.posted.lead', { campaign: news.name })}>
      <KeepPostedForm lang={lang} t={t} news={news} page={newsPage(form.values.page)} form={form} />
    </NoticePage>
  )
}
