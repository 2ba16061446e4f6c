import type { LoaderFunctionArgs } from '@remix-run/node'
import { documentsOfCases, readCase } from '~/campaigns/cases/cases.server'
import { routeLanguage } from '~/i18n/route-language'
import { storyCampaign } from '~/web/story/story-campaign.server'
import { storyFile } from '~/web/story/story-file.server'
import { caseJson } from '~/web/story/story-json'

/** A case as JSON, in both languages. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const campaign = await storyCampaign(context.db, params.slug)
  const courtCase = await readCase(context.db, campaign.id, params.thing!)
  if (!courtCase) return Response.json({ error: 'no such case' }, { status: 404 })
  const where = { lang, publicUrl: context.env.publicUrl, campaign: campaign.slug }
  const documents = await documentsOfCases(context.db, campaign.id, [courtCase])
  return storyFile(campaign, { type: 'application/json', body: JSON.stringify(caseJson(where, courtCase, documents)) })
}
