import { useLoaderData } from '@remix-run/react'
import { outreachKind } from '~/actions/registry.server'
import { translator } from '~/i18n/translator'
import { actionHead, actionWriting } from '~/office/actions/action-writing.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { stateAction } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { dashboardWords } from '~/office/outreach/dashboard-words'
import { readOutreachFigures } from '~/office/outreach/figures.server'
import { OutreachDashboardPage } from '~/office/outreach/outreach-dashboard-page'

export const loader = guarded('see-numbers', async (office) => {
  const action = await officeAction(office, 'see-numbers')
  const kind = outreachKind(action.kind)
  const [head, figures] = await Promise.all([
    actionHead(office, action),
    readOutreachFigures(office.db, action.id, kind.outcomes, kind.reached, office.now),
  ])
  return {
    lang: office.lang,
    title: head.title[office.lang],
    head,
    words: dashboardWords(kind, figures.officials, office.lang),
    figures,
    zone: office.networkZone,
    isByPlace: action.targeting.how === 'lookup',
  }
})

export const action = stateAction(actionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <OutreachDashboardPage t={translator(lang)} lang={lang} {...props} />
}
