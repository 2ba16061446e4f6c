import type { LoaderFunctionArgs } from '@remix-run/node'
import { readWhole } from '#db/whole-number'
import { findDocument } from '~/campaigns/library/documents.server'
import { routeLanguage } from '~/i18n/route-language'
import { documentAsJson } from '~/web/library/document-json.server'

/** A document as JSON, for others to build on. `from`: the first page. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const document = await findDocument(context.db, params.slug!)
  if (!document) return Response.json({ error: 'no such document' }, { status: 404 })
  const from = Math.max(1, readWhole(new URL(request.url).searchParams.get('from')) ?? 1)
  const { publicUrl } = context.env
  return Response.json(await documentAsJson(context.db, lang, { document, from, publicUrl }), {
    headers: {
      'x-firme-tags': 'site',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
