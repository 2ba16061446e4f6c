import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readSiteDay } from '#db/site-day'
import { readResponses } from '~/actions/letters/responses/responses.server'
import { readNextMeeting } from '~/campaigns/meetings/meetings.server'
import { placeName } from '~/geography/place-name'
import { routeLanguage } from '~/i18n/route-language'
import { translator } from '~/i18n/translator'
import { openingAt } from '~/officials/posts/office-hours'
import { postTitle } from '~/officials/posts/office-lines'
import { findTarget } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import { officialReportSchema } from '~/queue/intake/official-report.schema'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'
import { OfficialPage } from '~/web/finder/official-page'
import { actionsAbout } from '~/web/finder/officials-here.server'
import { answerHeaders } from '~/web/http/answer-headers'
import { pageMeta } from '~/web/http/page-meta'
import { busy, tooMany } from '~/web/http/try-later'
import { meetingLineView } from '~/web/story/meeting-view.server'

export async function loader({ params, context }: LoaderFunctionArgs) {
  const lang = routeLanguage(params)
  const target = await findTarget(context.db, params.post!)
  if (!target) throw new Response(null, { status: 404 })
  const now = context.now()
  const cards = await actionsAbout(context.db, [target], { language: lang, place: target.place.slug }, now)
  const meeting = await readNextMeeting(context.db, { official: target.slug }, now)
  const opening = openingAt(target.organization.officeHours, target.organization.timeZone, now)
  return data(
    {
      lang,
      target,
      opening,
      cards,
      meeting: meeting && meetingLineView(lang, meeting),
      now,
      responses: await readResponses(context.db, target.postId),
      today: await readSiteDay(context.db, now),
      publicUrl: context.env.publicUrl,
    },
    { headers: { 'x-firme-tags': ['site', `place:${target.place.slug}`, ...cards.map(({ tag }) => tag)].join(' ') } },
  )
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  routeLanguage(params)
  const fields = await formFields(request)
  const verdict = await context.limit('asking')
  if (verdict.outcome === 'refuse') return tooMany(fields, verdict.retryAfter, { isReported: false })
  const target = await findTarget(context.db, params.post!)
  if (!target) throw new Response(null, { status: 404 })
  const read = readFields(officialReportSchema, fields)
  if (read.outcome === 'invalid') return data({ form: read.form, isReported: false }, { status: 422 })
  const { what, contact, note } = read.value
  const appended = await context.intake.append(
    await context.siteKey(),
    'contact-report',
    { postId: target.postId, contactDetailId: contact, what, note },
    context.now(),
  )
  if (appended.outcome === 'busy') return busy(fields, appended.retryAfter, { isReported: false })
  return data({ form: emptyForm, isReported: true })
}

export const headers = answerHeaders

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  const { lang, target } = data
  const t = translator(lang)
  const title = [target.holder?.name, postTitle(lang, t, target), placeName(lang, target.place)]
    .filter(Boolean)
    .join(' · ')
  return pageMeta({
    ...data,
    title,
    description: t('places.official.description', { place: placeName(lang, target.place) }),
    path: (one) => paths.official(one, target.slug),
    trail: [{ name: placeName(lang, target.place), path: paths.place(lang, target.place.slug) }],
  })
}

export default function Route() {
  const shown = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <OfficialPage
      {...shown}
      t={translator(shown.lang)}
      form={answer?.form ?? emptyForm}
      isReported={answer?.isReported ?? false}
    />
  )
}
