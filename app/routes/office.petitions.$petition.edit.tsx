import { useActionData, useLoaderData } from '@remix-run/react'
import { EditPage } from '~/drafts/edit-page'
import { petitionWriting } from '~/drafts/petition-writing.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { withRefused } from '~/writing/editor-form'
import { editAction, editLoader } from '~/writing/writing-routes.server'

export const loader = editLoader(petitionWriting)

export const action = editAction(petitionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...loaded } = useLoaderData<typeof loader>()
  const { values: __, ...props } = withRefused(loaded, useActionData<typeof action>())
  return <EditPage t={translator(lang)} lang={lang} {...props} />
}
