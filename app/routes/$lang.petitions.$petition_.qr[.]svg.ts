import type { LoaderFunctionArgs } from '@remix-run/node'
import QRCode from 'qrcode'
import { findPetition } from '~/actions/petitions/petitions.server'
import { shareSource } from '~/actions/petitions/share-source'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const petition = await findPetition(context.db, params.petition!)
  if (!petition) throw new Response(null, { status: 404 })
  const ref = shareSource(new URL(request.url).searchParams.get('r') ?? 'qr')
  const svg = await QRCode.toString(`${context.env.publicUrl}${paths.petition(lang, petition.slug, ref)}`, {
    type: 'svg',
    margin: 2,
    errorCorrectionLevel: 'M',
  })
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' } })
}
