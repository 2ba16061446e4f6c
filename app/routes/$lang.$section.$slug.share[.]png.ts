import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { posterImage } from '~/web/share/poster-image.server'
import { readShared } from '~/web/share/read-poster.server'

/** The image for link previews of any public page that has one. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const slug = params.slug!
  const path = `/${lang}/${params.section}/${slug}`
  const shared = await readShared(context.db, { lang, path, slug }, context.now())
  if (!shared) throw new Response(null, { status: 404 })
  const isPicture = Buffer.isBuffer(shared.shows)
  const bytes = Buffer.isBuffer(shared.shows) ? shared.shows : await posterImage(lang, shared.shows)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': isPicture ? 'image/jpeg' : 'image/png',
      'x-firme-tags': shared.tags.join(' '),
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
