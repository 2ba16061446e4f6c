import type { LoaderFunctionArgs } from '@remix-run/node'
import { actionAsJson } from '~/actions/outreach/action-json.server'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'

/** The call action as JSON, for others to build on. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await actionAsJson(
    context.db,
    'call',
    params.slug!,
    lang,
    `${context.env.publicUrl}${paths.calls(lang, params.slug!)}`,
    context.now(),
  )
  if (!found) return Response.json({ error: 'no such action' }, { status: 404 })
  return Response.json(found.json, {
    headers: {
      'x-firme-tags': `site action:${found.actionId}`,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
