import { useActionData, useLoaderData } from '@remix-run/react'
import { EditPage } from '~/office/petitions/edit-page'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { withRefused } from '~/office/editor/editor-form'
import { editAction, editLoader } from '~/office/editor/writing-routes.server'

export const loader = editLoader(petitionWriting)

export const action = editAction(petitionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditPage t={translator(lang)} lang={lang} {...props} />
}
