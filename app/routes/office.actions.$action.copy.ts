import { redirect } from '@remix-run/node'
import { copyAction } from '~/office/actions/copy-action.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { guarded } from '~/office/guard/guard.server'
import { paths } from '~/paths'

/** Creates a draft with this action's text and targets. */
export const action = guarded('edit', async (office) => {
  const found = await officeAction(office, 'edit')
  return redirect(paths.office.actionEdit(await copyAction(office, found)), 303)
})
