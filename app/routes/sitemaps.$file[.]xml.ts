import type { LoaderFunctionArgs } from '@remix-run/node'
import { listPublicPages } from '~/web/sitemap/public-pages.server'
import { pagesInFile, sitemap } from '~/web/sitemap/sitemap'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const file = /^[1-9]\d{0,4}$/.test(params.file ?? '') ? Number(params.file) : 0
  const pages =
    file === 0 ? [] : await listPublicPages(context.db, (file - 1) * pagesInFile, pagesInFile, context.now())
  if (pages.length === 0) throw new Response(null, { status: 404 })
  return new Response(sitemap(context.env.publicUrl, pages), {
    headers: { 'content-type': 'application/xml', 'x-firme-tags': 'site' },
  })
}
