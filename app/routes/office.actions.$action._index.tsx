import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { changeActionState } from '~/advocacy/action-drafts.server'
import { actionHead, officeAction } from '~/advocacy/office-actions.server'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { guarded } from '~/organizers/guard.server'
import { readOutreachFigures } from '~/outreach/figures.server'
import { OutreachDashboardPage } from '~/outreach/outreach-dashboard-page'
import { paths } from '~/paths'
import { outreachKind } from '~/take-action/registry.server'

export const loader = guarded('see-numbers', async (office) => {
  const action = await officeAction(office, 'see-numbers')
  const { outcomes, reached } = outreachKind(action.kind)
  const [head, figures] = await Promise.all([actionHead(office, action), readOutreachFigures(office.db, action.id, outcomes, reached, office.now)])
  return { lang: office.lang, title: head.title[office.lang], head, figures, isByPlace: action.targeting.how === 'lookup' }
})

/** Opens, closes, archives. */
export const action = guarded('publish', async (office) => {
  const found = await officeAction(office, 'publish')
  const { state } = await formFields(office.request)
  if (state !== 'open' && state !== 'closed' && state !== 'archived') throw new Response(null, { status: 400 })
  await office.db.transaction().execute(async (trx) => {
    if (await changeActionState(trx, found, state, office.now)) await office.audit({ groupId: found.groupId, act: 'changed-action-state', subject: `${found.id} ${state}` }, trx)
  })
  return redirect(paths.office.actionEdit(found.slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <OutreachDashboardPage t={translator(lang)} lang={lang} {...props} />
}
