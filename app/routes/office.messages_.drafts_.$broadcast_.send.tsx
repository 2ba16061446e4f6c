import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { broadcastOf } from '~/office/broadcasts/broadcasts.server'
import { changePace } from '~/office/broadcasts/change-pace.server'
import { readSendPage } from '~/office/broadcasts/read-send-page.server'
import { planValues, savePlan, sayProblem } from '~/office/broadcasts/save-plan.server'
import {
  approveBroadcast,
  noteRead,
  sendBroadcast,
  steerBroadcast,
  steps,
  testBroadcast,
} from '~/office/broadcasts/send-broadcast.server'
import { SendPage } from '~/office/broadcasts/send-page'
import { asRecipients } from '~/office/broadcasts/whom-of-broadcast.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import type { FormState } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => readSendPage(office, await broadcastOf(office)))

export const action = guarded('edit', async (office) => {
  const broadcast = await broadcastOf(office)
  if (broadcast.isDropped) throw new Response(null, { status: 404 })
  const { intent = '', ...fields } = await formFields(office.request)
  const back = (did: string) => redirect(`${paths.office.broadcastSend(broadcast.id)}?did=${did}`, 303)
  const refused = (said: string, field = '', status = 409, values: Record<string, string> = planValues(broadcast)) =>
    data(
      { form: { values, errors: [{ field, message: 'refused', said }] } satisfies FormState, recipients: null },
      { status },
    )
  const { t } = office
  const step = steps.find((one) => one === intent)
  if (step) {
    const { outcome } = await steerBroadcast(office, broadcast, step)
    if (outcome === 'done') return back({ pause: 'paused', resume: 'resumed', stop: 'stopped', rest: 'rest' }[step])
    return refused(t(`broadcasts.problems.${outcome === 'too-late' ? 'restTooLate' : 'changed'}`))
  }
  switch (intent) {
    case 'test':
      if (readWhole(fields.revision ?? '') !== broadcast.revision) return refused(t('broadcasts.problems.changed'))
      await testBroadcast(office, broadcast)
      return back('tested')
    case 'read-en':
    case 'read-es':
      if (readWhole(fields.revision ?? '') !== broadcast.revision) return refused(t('broadcasts.problems.changed'))
      await noteRead(office, broadcast, intent === 'read-en' ? 'en' : 'es')
      return back('read')
    case 'recipients':
      return data({
        form: { values: planValues(broadcast), errors: [] } satisfies FormState,
        recipients: await asRecipients(office, broadcast),
      })
    case 'pace': {
      const changed = await changePace(office, broadcast, fields.per_hour ?? '')
      if (changed.outcome === 'changed')
        return redirect(withUndo(`${paths.office.broadcastSend(broadcast.id)}?did=pace`, changed.undo), 303)
      if (changed.outcome === 'gone') return refused(t('broadcasts.problems.changed'))
      return refused(t('broadcasts.planErrors.per_hour'), 'per_hour', 422, { ...planValues(broadcast), ...fields })
    }
    case 'plan': {
      const planned = await savePlan(office, broadcast, fields)
      if (planned.outcome === 'planned') return back('planned')
      if (planned.outcome === 'sent') return refused(t('broadcasts.sent'))
      if (planned.outcome === 'changed') return refused(t('broadcasts.problems.planChanged'), '', 409, fields)
      return data(
        { form: { values: fields, errors: planned.errors } satisfies FormState, recipients: null },
        { status: 422 },
      )
    }
    case 'approve':
      return approved(office, broadcast, fields, { back, refused })
    case 'start': {
      const started = await sendBroadcast(office, broadcast)
      if (started.outcome === 'started') return back('started')
      if (started.outcome === 'not-approved') return refused(t('broadcasts.problems.notApproved'))
      return refused(sayProblem(office, started), 'at')
    }
    default:
      throw new Response(null, { status: 400 })
  }
})

async function approved(
  office: Office,
  broadcast: Awaited<ReturnType<typeof broadcastOf>>,
  fields: Record<string, string>,
  { back, refused }: { back: (did: string) => Response; refused: (said: string) => ReturnType<typeof data> },
) {
  if (!office.may('approve-messages', broadcast.campaign.groupId)) throw new Response(null, { status: 403 })
  const done = await approveBroadcast(office, broadcast, readWhole(fields.revision ?? '') ?? 0)
  switch (done.outcome) {
    case 'approved':
      return back('approved')
    case 'agreed':
      return back('agreed')
    case 'changed':
      return refused(office.t('broadcasts.problems.changed'))
    case 'refused':
      return refused(done.obstacles.map((one) => office.t(`broadcasts.obstacles.${one}`)).join(' '))
  }
}

export const meta = officeMeta

export default function Route() {
  const { title: _, planValues: values, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>() as
    | { form: FormState; recipients: Parameters<typeof SendPage>[0]['recipients'] }
    | undefined
  return (
    <SendPage
      t={translator(props.lang)}
      {...props}
      form={done?.form ?? { values, errors: [] }}
      did={done ? null : props.did}
      recipients={done?.recipients ?? null}
    />
  )
}
