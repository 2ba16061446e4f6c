import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { editAction, readActionEditing } from '~/advocacy/edit-action.server'
import { EditActionPage } from '~/advocacy/edit-action-page'
import { actionHead, officeAction } from '~/advocacy/office-actions.server'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { guarded } from '~/organizers/guard.server'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const action = await officeAction(office, 'edit')
  const [head, editing] = await Promise.all([actionHead(office, action), readActionEditing(office, action)])
  return { lang: office.lang, title: head.title[office.lang], head, ...editing, justPublished: office.url.searchParams.has('published') }
})

export const action = guarded('edit', async (office) => {
  const found = await officeAction(office, 'edit')
  const fields = await formFields(office.request)
  const edited = await editAction(office, found, fields)
  switch (edited.outcome) {
    case 'saved':
      return redirect(fields.intent === 'preview' ? `${paths.office.action(found.slug)}/preview` : paths.office.actionEdit(found.slug), 303)
    case 'published':
      return redirect(`${paths.office.actionEdit(found.slug)}?published`, 303)
    case 'refused':
      return data(edited, { status: edited.conflict ? 409 : 422 })
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, values, title: _, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const refused = done?.outcome === 'refused' ? done : null
  return (
    <EditActionPage
      t={translator(lang)}
      lang={lang}
      {...props}
      form={refused?.form ?? { values, errors: [] }}
      conflict={refused?.conflict ?? null}
      revision={refused?.revision ?? props.revision}
    />
  )
}
