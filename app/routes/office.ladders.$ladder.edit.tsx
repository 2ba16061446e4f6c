import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { readEditing } from '~/office/editor/edit.server'
import { withRefused } from '~/office/editor/editor-form'
import { editAction, justPublished } from '~/office/editor/writing-routes.server'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { EditLadderPage } from '~/office/ladders/edit-ladder-page'
import { ladderEditorFields, ladderWriting } from '~/office/ladders/ladder-writing.server'

export const loader = guarded('edit', async (office) => {
  const thing = await ladderWriting.find(office, 'edit')
  const [head, editing, fields] = await Promise.all([
    ladderWriting.head(office, thing),
    readEditing(office, ladderWriting, thing),
    ladderEditorFields(office, thing),
  ])
  return {
    lang: office.lang,
    title: office.t('office.tabs.edit'),
    above: aboveTab(head, office.lang),
    head,
    ...editing,
    fields,
    justPublished: justPublished(office),
  }
})

export const action = editAction(ladderWriting)

export const meta = officeMeta

export default function Route() {
  const { title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditLadderPage t={translator(loaded.lang)} {...props} />
}
