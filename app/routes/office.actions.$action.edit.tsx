import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { actionWriting } from '~/office/actions/action-writing.server'
import { EditActionPage } from '~/office/actions/edit-action-page'
import { withRefused } from '~/office/editor/editor-form'
import { editAction, editLoader } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'

export const loader = editLoader(actionWriting)

export const action = editAction(actionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditActionPage t={translator(lang)} lang={lang} {...props} />
}
