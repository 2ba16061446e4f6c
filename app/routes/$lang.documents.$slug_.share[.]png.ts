import type { LoaderFunctionArgs } from '@remix-run/node'
import { findDocument } from '~/campaigns/library/documents.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { routeLanguage } from '~/i18n/route-language'
import { shareDocument } from '~/web/library/share-document.server'

/** The image for link previews of a document. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const document = await findDocument(context.db, params.slug!)
  if (!document) throw new Response(null, { status: 404 })
  const { type, bytes } = await shareDocument(storageOf(context.env), lang, document)
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': type, 'x-firme-tags': 'site', 'cross-origin-resource-policy': 'cross-origin' },
  })
}
