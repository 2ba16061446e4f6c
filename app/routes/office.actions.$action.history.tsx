import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { actionWriting } from '~/office/actions/action-writing.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { restoreTargets, versionsOfOthers } from '~/office/actions/target-history.server'
import { HistoryPage } from '~/office/editor/history-page'
import { answerRestore, readHistoryPage } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { OneButton } from '~/ui/page/one-button'

export const loader = guarded('edit', async (office) => {
  const action = await officeAction(office, 'edit')
  return {
    ...(await readHistoryPage(office, actionWriting, action)),
    others: office.may('publish', action.groupId) ? await versionsOfOthers(office.db, action) : [],
  }
})

/**
 * Restores a version's text as a draft. Restoring its targets takes effect at once and requires the right to publish.
 */
export const action = guarded('edit', async (office) => {
  const fields = await formFields(office.request)
  if (fields.intent !== 'whom') return answerRestore(office, actionWriting, await officeAction(office, 'edit'), fields)
  const found = await officeAction(office, 'publish')
  if ((await restoreTargets(office, found, readWhole(fields.revision) ?? -1, null)).outcome === 'unknown')
    throw new Response(null, { status: 404 })
  return redirect(paths.office.actionTargets(found.slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, others, ...props } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <HistoryPage
      t={t}
      lang={lang}
      {...props}
      isStale={useActionData<typeof action>()?.isStale ?? false}
      more={(revision) =>
        others.includes(revision) && (
          <OneButton fields={{ revision: String(revision), intent: 'whom' }}>
            {t('outreach.office.targets.reachAgain')}
          </OneButton>
        )
      }
    />
  )
}
