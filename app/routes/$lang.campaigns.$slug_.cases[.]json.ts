import type { LoaderFunctionArgs } from '@remix-run/node'
import { documentsOfCases, readCases } from '~/campaigns/cases/cases.server'
import { routeLanguage } from '~/i18n/route-language'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'
import { caseJson } from '~/web/story/story-json'

/** The campaign's cases as JSON, in both languages. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const where = { lang, publicUrl: context.env.publicUrl, campaign: campaign.slug }
  const found = await readCases(context.db, campaign.id)
  const documents = await documentsOfCases(context.db, campaign.id, found)
  const cases = found.map((one) => caseJson(where, one, documents))
  return storyFile(campaign, { type: 'application/json', body: JSON.stringify({ cases }) })
}
