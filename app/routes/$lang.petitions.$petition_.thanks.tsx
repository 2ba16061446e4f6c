import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { donePetition, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { shareLinks } from '~/actions/petitions/share-links'
import { ThanksPage } from '~/actions/petitions/thanks-page'
import { campaignById } from '~/campaigns/campaigns.server'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import type { PageHandle } from '~/root'
import { privateMeta } from '~/web/http/page-meta'

export const handle: PageHandle = { hasScript: true }

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await readPetitionPage(context.db, params.petition!, lang, context.now())
  if (!found) throw new Response(null, { status: 404 })
  const { petition, view } = found
  const campaign = await campaignById(context.db, petition.campaignId)
  const done = donePetition(petition, campaign)
  const next = await readNextActs(context.db, { language: lang, done }, context.now())
  return {
    lang,
    colour: view.colour,
    petition: view,
    links: shareLinks(lang, context.env.publicUrl, view.slug, view.title, view.shareText),
    next,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? privateMeta(translator(data.lang)('site.thanks.title')) : []

export default function Route() {
  const { lang, petition, links, next } = useLoaderData<typeof loader>()
  return <ThanksPage lang={lang} t={translator(lang)} petition={petition} links={links} next={next} />
}
