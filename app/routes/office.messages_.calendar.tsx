import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { CalendarPage } from '~/office/calendar/calendar-page'
import { moveOnCalendar } from '~/office/calendar/move-on-calendar.server'
import { readCalendar } from '~/office/calendar/read-calendar.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { moneyOf } from '~/office/money/office-money.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => {
  const query = office.url.searchParams
  const [day = '', time = ''] = (query.get('was') ?? '').split('T')
  const [calendar, { money }] = await Promise.all([readCalendar(office, query.get('from') ?? ''), moneyOf(office)])
  const id = query.get('moved')
  return {
    lang: office.lang,
    title: office.t('calendar.title'),
    zone: office.zone,
    ...calendar,
    money: money.find(({ way, campaignId }) => way === 'sms' && campaignId === null)!,
    moved: id && day && time ? { id, day, time } : null,
  }
})

/** Moves a message to many, or the beginning of a ladder, to another day. */
export const action = guarded('edit', async (office) => {
  const fields = await formFields(office.request)
  const moved = await moveOnCalendar(office, fields)
  if (moved.outcome === 'refused') return data({ form: moved.form }, { status: 422 })
  const from = office.url.searchParams.get('from')
  return redirect(paths.office.calendar({ ...(from ? { from } : {}), moved: fields.moves!, was: moved.was }), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? null
  return <CalendarPage t={translator(lang)} lang={lang} {...props} form={form} />
}
