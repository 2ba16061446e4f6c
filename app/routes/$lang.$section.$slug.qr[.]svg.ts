import type { LoaderFunctionArgs } from '@remix-run/node'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { qrCode } from '~/actions/kind/qr-code.server'
import { findPetition } from '~/actions/petitions/petitions.server'
import { shareSource } from '~/actions/petitions/share-source'
import { outreachKinds } from '~/actions/registry.server'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'

/** The QR code of a petition or an action, with the code of where it hangs. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const slug = params.slug!
  const path = `/${lang}/${params.section}/${slug}`
  const kind = outreachKinds.find((one) => one.path(lang, slug) === path)
  const found = kind
    ? await findAdvocacyCampaign(context.db, kind.kind, slug)
    : path === paths.petition(lang, slug) && (await findPetition(context.db, slug))
  if (!found) throw new Response(null, { status: 404 })
  const ref = shareSource(new URL(request.url).searchParams.get('r') ?? 'qr')
  const svg = await qrCode(`${context.env.publicUrl}${path}?r=${ref}`)
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' } })
}
