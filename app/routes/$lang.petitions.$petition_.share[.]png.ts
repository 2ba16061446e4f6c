import type { LoaderFunctionArgs } from '@remix-run/node'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { sharePicture } from '~/actions/petitions/share-image.server'
import { routeLanguage } from '~/i18n/route-language'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const found = await readPetitionPage(context.db, params.petition!, lang, context.now())
  if (!found) throw new Response(null, { status: 404 })
  const { bytes, type } = await sharePicture(context.db, found.view, lang)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'x-firme-tags': `site petition:${found.petition.id}`,
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
