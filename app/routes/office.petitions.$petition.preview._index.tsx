import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { PreviewPage } from '~/office/editor/preview-page'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { AfterSigningColumns } from '~/office/petitions/after-signing'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { readAfterSigning } from '~/office/petitions/preview.server'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  const { slug } = petition
  return {
    lang: office.lang,
    title: office.t('office.edit.preview'),
    above: [
      ...aboveTab(await petitionHead(office, petition), office.lang),
      { name: office.t('office.tabs.edit'), path: paths.office.petitionEdit(slug) },
    ],
    slug,
    after: await readAfterSigning(office.db, petition),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, slug, after } = useLoaderData<typeof loader>()
  const t = translator(lang)
  return (
    <PreviewPage
      t={t}
      lang={lang}
      editPath={paths.office.petitionEdit(slug)}
      previewPath={(language) => paths.office.petitionPreview(slug, language)}
    >
      <AfterSigningColumns t={t} lang={lang} after={after} />
    </PreviewPage>
  )
}
