import { useActionData, useLoaderData } from '@remix-run/react'
import { EditActionPage } from '~/advocacy/edit-action-page'
import { actionWriting } from '~/advocacy/action-writing.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { withRefused } from '~/writing/editor-form'
import { editAction, editLoader } from '~/writing/writing-routes.server'

export const loader = editLoader(actionWriting)

export const action = editAction(actionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditActionPage t={translator(lang)} lang={lang} {...props} />
}
