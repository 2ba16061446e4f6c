import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMeetingsOfPlace } from '~/campaigns/meetings/meetings.server'
import { placeName } from '~/geography/place-name'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { findDivision } from '~/officials/divisions/lookup.server'
import { paths } from '~/paths'
import { meetingsCalendar } from '~/web/story/calendar.server'

/** Meetings of a place's council or board as a calendar to subscribe to. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const division = await findDivision(context.db, params.place!)
  if (!division) throw new Response(null, { status: 404 })
  const { coming, over } = await readMeetingsOfPlace(context.db, division.slug, context.now())
  const { publicUrl } = context.env
  const name = `${translator(lang)('meetings.title')} · ${placeName(lang, division)}`
  const page = `${publicUrl}${paths.place(lang, division.slug)}`
  const body = meetingsCalendar({ lang, publicUrl, name, page }, [...coming, ...over])
  return new Response(body, {
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'x-firme-tags': `site place:${division.slug}` },
  })
}
