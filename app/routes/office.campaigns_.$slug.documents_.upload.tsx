import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readWhole } from '#db/whole-number'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { campaignOfDocuments } from '~/office/library/office-documents.server'
import { UploadPage } from '~/office/library/upload-page'
import { postToUploads, readUploads } from '~/office/library/uploads.server'
import { paths } from '~/paths'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('edit', async (office) => ({
  lang: office.lang,
  title: office.t('library.upload.title'),
  added: readWhole(office.url.searchParams.get('added')) ?? 0,
  ...(await readUploads(office, await campaignOfDocuments(office, 'edit'))),
}))

export const action = guarded(
  'edit',
  async (office) => {
    const campaign = await campaignOfDocuments(office, 'edit')
    const done = await postToUploads(office, campaign, await office.request.formData())
    return done.outcome === 'done'
      ? redirect(`${paths.office.documentUpload(campaign.slug)}${done.added > 0 ? `?added=${done.added}` : ''}`, 303)
      : data({ form: done.form, taken: done.taken }, { status: 422 })
  },
  { uploads: 'document' },
)

export const meta = officeMeta

export default function Route() {
  const { title: _, added, ...props } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const addedNow = done ? done.taken.filter(({ outcome }) => outcome === 'taken').length : added
  return <UploadPage t={translator(props.lang)} form={done?.form ?? emptyForm} added={addedNow} {...props} />
}
