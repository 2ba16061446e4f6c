import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { readLetterPlace } from '~/actions/letters/letter-place'
import { printLetter } from '~/actions/letters/paper-letter.server'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { later } from '~/web/http/try-later'

/**
 * Opening the URL directly, for example from a list of downloads, redirects to the page where the letter is written.
 */
export function loader({ request, params }: LoaderFunctionArgs) {
  return redirect(`${paths.letters(routeLanguage(params), params.slug!)}${new URL(request.url).search}`, 303)
}

/** The letter as a PDF, made from the posted fields and never stored. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const lang = routeLanguage(params)
  const fields = await formFields(request)
  const action = await findAdvocacyCampaign(context.db, 'letter', params.slug!)
  if (!action) return new Response(null, { status: 404 })
  const verdict = await context.limit('acting')
  if (verdict.outcome === 'refuse') return new Response(null, later(429, verdict.retryAfter))
  const pdf = await printLetter(
    {
      db: context.db,
      intake: context.intake,
      action,
      language: lang,
      place: readLetterPlace(request.url),
      now: context.now(),
    },
    fields,
  )
  if (pdf === 'busy') return new Response(null, later(503, 5))
  if (pdf === null) return new Response(null, { status: 400 })
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${action.slug}.pdf"`,
      'cache-control': 'no-store',
    },
  })
}
