import type { LoaderFunctionArgs } from '@remix-run/node'
import { routeLanguage } from '~/i18n/route-language'
import { flyerPdf } from '~/web/flyers/flyer-pdf.server'
import { readFlyer } from '~/web/flyers/read-flyer.server'

/** The flyer of a campaign, petition, action or place, to print. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const slug = params.slug!
  const asked = { lang, path: `/${lang}/${params.section}/${slug}`, slug }
  const words = await readFlyer(context.db, asked, context.now())
  if (!words) throw new Response(null, { status: 404 })
  const pdf = await flyerPdf(lang, words, { url: `${context.env.publicUrl}${words.leadsTo}`, ref: 'flyer' })
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${slug}.pdf"`,
      'x-firme-tags': words.tags.join(' '),
    },
  })
}
