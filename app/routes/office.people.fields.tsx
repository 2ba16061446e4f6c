import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeFields } from '~/office/people/fields/change-fields.server'
import { listFields } from '~/office/people/fields/custom-fields.server'
import { FieldsPage } from '~/office/people/fields/fields-page'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('change-people', async (office) => {
  const groupIds = office.groupsWith('change-people')
  const fields = await listFields(office.db, groupIds)
  const added = office.url.searchParams.get('added')
  return {
    lang: office.lang,
    title: office.t('fields.title'),
    groups: groupIds.map((id) => ({
      id,
      name: office.groups.get(id)!.name,
      fields: fields.filter(({ groupId }) => groupId === id),
    })),
    added: fields.find(({ id }) => id === added)?.id ?? null,
  }
})

export const action = guarded('change-people', async (office) => {
  const changed = await changeFields(office, await formFields(office.request))
  switch (changed.outcome) {
    case 'refused':
      return data({ form: changed.form }, { status: 422 })
    case 'added':
      return redirect(paths.office.personFields({ added: changed.id }), 303)
    case 'changed':
      return redirect(withUndo(paths.office.personFields(), changed.undo), 303)
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  return <FieldsPage t={translator(lang)} lang={lang} {...props} form={form} />
}
