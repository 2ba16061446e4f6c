import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { listUndoableElsewhere } from '~/office/undo/elsewhere.server'
import { withUndo } from '~/office/undo/just-done'
import { listUndoable, undoChange } from '~/office/undo/undo-change.server'
import { UndoPage } from '~/office/undo/undo-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

// Whoever reviews signatures has something to undo too, and whoever edits reviews.
export const loader = guarded('review-held', async (office) => ({
  lang: office.lang,
  title: office.t('undo.title'),
  changes: await listUndoable(office),
  elsewhere: await listUndoableElsewhere(office),
}))

export const action = guarded('review-held', async (office) => {
  const { id = '' } = await formFields(office.request)
  const undone = await undoChange(office, id)
  return redirect(withUndo(undone.outcome === 'gone' ? paths.office.undo() : undone.path, undone.outcome), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, changes, elsewhere } = useLoaderData<typeof loader>()
  return <UndoPage t={translator(lang)} lang={lang} changes={changes} elsewhere={elsewhere} />
}
