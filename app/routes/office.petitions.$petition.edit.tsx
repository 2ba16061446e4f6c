import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { petitionHead } from '~/dashboard/petition-head.server'
import { edit, readEditing } from '~/drafts/edit.server'
import { EditPage } from '~/drafts/edit-page'
import { officePetition } from '~/drafts/office-petitions.server'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { officeMeta } from '~/office/office-meta'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const [head, editing] = await Promise.all([petitionHead(office, petition), readEditing(office, petition)])
  const { searchParams } = office.url
  return { lang: office.lang, title: head.title[office.lang], head, ...editing, justPublished: searchParams.has('published'), wrongPicture: searchParams.get('picture') }
})

export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const fields = await formFields(office.request)
  const edited = await edit(office, petition, fields)
  switch (edited.outcome) {
    case 'saved':
      return redirect(fields.intent === 'preview' ? `${paths.office.petition(petition.slug)}/preview` : paths.office.petitionEdit(petition.slug), 303)
    case 'published':
      return redirect(`${paths.office.petitionEdit(petition.slug)}?published`, 303)
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
    <EditPage
      t={translator(lang)}
      lang={lang}
      {...props}
      form={refused?.form ?? { values, errors: [] }}
      conflict={refused?.conflict ?? null}
      revision={refused?.revision ?? props.revision}
    />
  )
}
