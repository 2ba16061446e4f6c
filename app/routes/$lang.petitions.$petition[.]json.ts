import type { LoaderFunctionArgs } from '@remix-run/node'
import { petitionAsJson } from '~/actions/petitions/petition-json.server'
import { routeLanguage } from '~/i18n/route-language'

/** The petition as JSON, for others to build on. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await petitionAsJson(context.db, params.petition!, lang, context.env.publicUrl, context.now())
  if (!found) return Response.json({ error: 'no such petition' }, { status: 404 })
  return Response.json(found.json, {
    headers: {
      'x-firme-tags': `site petition:${found.petitionId}`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
