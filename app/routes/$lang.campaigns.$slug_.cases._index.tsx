import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readCases } from '~/campaigns/cases/cases.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { caseLineView } from '~/web/story/case-view.server'
import { CasesPage } from '~/web/story/cases-page'
import { headersWithActs, readStoryHead, storyCampaign } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const cases = (await readCases(context.db, campaign.id)).map((one) => caseLineView(lang, one))
  const head = await readStoryHead(context.db, campaign, lang, context.now())
  return data(
    { lang, publicUrl: context.env.publicUrl, colour: head.colour, head, cases },
    { headers: headersWithActs(campaign, head) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const t = translator(data.lang)
  const { campaign } = data.head
  return storyMeta({
    ...data,
    campaign,
    title: t('cases.title'),
    description: t('cases.description', { campaign: campaign.name }),
    path: (lang) => paths.courtCases(lang, campaign.slug),
    imageOf: (lang) => paths.campaign(lang, campaign.slug),
  })
}

export default function Route() {
  const { lang, head, cases } = useLoaderData<typeof loader>()
  return <CasesPage lang={lang} t={translator(lang)} head={head} cases={cases} />
}
