import { editAction } from '~/advocacy/edit-action.server'
import { officeAction } from '~/advocacy/office-actions.server'
import { formFields } from '~/forms/form-fields'
import { guarded } from '~/organizers/guard.server'

/** Saves the draft while somebody writes, and says how that went: for the script of the page. */
export const action = guarded('edit', async (office) => {
  const found = await officeAction(office, 'edit')
  const { intent: _, ...fields } = await formFields(office.request)
  const edited = await editAction(office, found, fields)
  if (edited.outcome === 'saved') return Response.json({ revision: edited.revision, says: office.t('office.edit.savedNow') })
  const conflict = edited.outcome === 'refused' ? edited.conflict : null
  return Response.json({ says: conflict ? office.t('office.edit.conflictSoon', { name: conflict.by }) : office.t('office.edit.notSavedYet') })
})
