import { data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { readWhole } from '#db/whole-number'
import { findDocument } from '~/campaigns/library/documents.server'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'
import { withQuery } from './documents-view.server'
import { readViewer } from './viewer-view.server'
import { wantedIn } from './wanted'

/**
 * What the pages of the viewer show.
 *
 * @param first the page when the address names none
 * @throws 404 for a document or page that is not public; a redirect from the form that jumps to a page
 */
export async function loadViewer({ request, params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const document = await findDocument(context.db, params.slug!)
  if (!document) throw new Response(null, { status: 404 })
  const query = new URL(request.url).searchParams
  const { q, from } = wantedIn(query)
  const most = Math.max(1, document.pages)
  const jump = readWhole(query.get('page'))
  if (jump !== null)
    throw redirect(withQuery(paths.document(lang, document.slug, Math.min(Math.max(1, jump), most)), q), 302)
  const number = params.page === undefined ? 1 : readWhole(params.page)
  if (number === null || number < 1 || number > most) throw new Response(null, { status: 404 })
  // One address for the first page.
  if (params.page === '1') throw redirect(withQuery(paths.document(lang, document.slug), q), 301)
  return data(
    {
      lang,
      publicUrl: context.env.publicUrl,
      colour: document.campaign.colour,
      view: await readViewer(context.db, lang, { document, number, q, from }),
    },
    { headers: { 'x-firme-tags': 'site' } },
  )
}
