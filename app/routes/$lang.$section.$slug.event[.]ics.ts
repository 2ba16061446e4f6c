import type { LoaderFunctionArgs } from '@remix-run/node'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { calendarFile } from '~/actions/kind/calendar-file.server'
import { eventDate } from '~/actions/kind/event'
import { closingDate } from '~/actions/petitions/petition-view'
import { findPetition } from '~/actions/petitions/petitions.server'
import { outreachKinds } from '~/actions/registry.server'
import { routeLanguage } from '~/i18n/route-language'
import { paths } from '~/paths'

/** The meeting or deadline of an action, or the last moment of a petition, for a calendar. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const slug = params.slug!
  const path = `/${lang}/${params.section}/${slug}`
  const kind = outreachKinds.find((one) => one.path(lang, slug) === path)
  const url = `${context.env.publicUrl}${path}`
  const action = kind && (await findAdvocacyCampaign(context.db, kind.kind, slug))
  const petition = path === paths.petition(lang, slug) ? await findPetition(context.db, slug) : null
  const date = action ? eventDate(action, lang, url) : petition && closingDate(petition, lang, url)
  if (!date) throw new Response(null, { status: 404 })
  return new Response(calendarFile(lang, date), {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'x-firme-tags': `site ${action ? `action:${action.id}` : `petition:${petition!.id}`}`,
    },
  })
}
