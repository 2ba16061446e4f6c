import { useLoaderData } from '@remix-run/react'
import { readAfterSigning } from '~/drafts/preview.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { PreviewPage } from '~/drafts/preview-page'
import { translator } from '~/i18n/translator'
import { guarded } from '~/organizers/guard.server'
import { officeMeta } from '~/office/office-meta'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  return { lang: office.lang, title: office.t('office.edit.preview'), slug: petition.slug, after: await readAfterSigning(office.db, petition) }
})

export const meta = officeMeta

export default function Route() {
  const { lang, slug, after } = useLoaderData<typeof loader>()
  return <PreviewPage t={translator(lang)} lang={lang} editPath={paths.office.petitionEdit(slug)} previewPath={(language) => paths.office.petitionPreview(slug, language)} after={after} />
}
