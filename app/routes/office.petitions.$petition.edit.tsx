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
  return { lang: office.lang, title: head.title[office.lang], head, ...editing, justPublished: searchParams.has('published'), isPictureWrong: searchParams.has('picture') }
})

export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const fields = await formFields(office.request)
  const edited = await edit(office, petition, fields)
  if (fields.intent === 'autosave') return Response.json(autosaved(office, edited))
  switch (edited.outcome) {
    case 'saved':
      return redirect(fields.intent === 'preview' ? `${paths.office.petition(petition.slug)}/preview` : paths.office.petitionEdit(petition.slug), 303)
    case 'published':
      return redirect(`${paths.office.petitionEdit(petition.slug)}?published`, 303)
    case 'refused':
      return data(edited, { status: edited.conflict ? 409 : 422 })
  }
})

function autosaved({ t }: { t: ReturnType<typeof translator> }, edited: Awaited<ReturnType<typeof edit>>): { revision?: number; says: string } {
  if (edited.outcome === 'saved') return { revision: edited.revision, says: t('office.edit.savedNow') }
  if (edited.outcome === 'refused' && edited.conflict) return { says: t('office.edit.conflictSoon', { name: edited.conflict.by }) }
  return { says: t('office.edit.notSavedYet') }
}

export const meta = officeMeta

export default function Route() {
  const { lang, values, title: _, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const refused = done && 'outcome' in done && done.outcome === 'refused' ? done : null
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
