import { data, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { documentsOfCases, readCase } from '~/campaigns/cases/cases.server'
import { notFound } from '~/campaigns/story/removed-pages.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { CasePage } from '~/web/story/case-page'
import { caseView } from '~/web/story/case-view.server'
import { headersWithActs, readStoryHead, storyCampaign } from '~/web/story/story-campaign.server'
import { storyMeta } from '~/web/story/story-meta'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const { db } = context
  const campaign = await storyCampaign(db, params.slug)
  const courtCase = await readCase(db, campaign.id, params.thing!)
  if (!courtCase) throw await notFound(db, campaign, 'cases', params.thing)
  const documents = await documentsOfCases(db, campaign.id, [courtCase])
  const head = await readStoryHead(db, campaign, lang, context.now())
  return data(
    {
      lang,
      publicUrl: context.env.publicUrl,
      colour: head.colour,
      head,
      courtCase: caseView(lang, courtCase, documents),
    },
    { headers: headersWithActs(campaign, head) },
  )
}

export const headers: HeadersFunction = ({ loaderHeaders }) => loaderHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { courtCase } = data
  const { campaign } = data.head
  const standing = courtCase.overturned.map(({ standing: { sentence } }) => sentence)
  return storyMeta({
    ...data,
    campaign,
    title: courtCase.name,
    description: [...standing, courtCase.summary].join(' '),
    path: (lang) => paths.courtCase(lang, campaign.slug, courtCase.slug),
    within: { name: translator(data.lang)('cases.title'), path: paths.courtCases(data.lang, campaign.slug) },
  })
}

export default function Route() {
  const { lang, head, courtCase } = useLoaderData<typeof loader>()
  return <CasePage lang={lang} t={translator(lang)} head={head} courtCase={courtCase} />
}
