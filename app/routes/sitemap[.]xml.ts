import type { LoaderFunctionArgs } from '@remix-run/node'
import { countPublicPages } from '~/web/sitemap/public-pages.server'
import { sitemapIndex } from '~/web/sitemap/sitemap'

export async function loader({ context }: LoaderFunctionArgs) {
  const xml = sitemapIndex(context.env.publicUrl, await countPublicPages(context.db, context.now()))
  return new Response(xml, { headers: { 'content-type': 'application/xml', 'x-firme-tags': 'site' } })
}
