import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { PreviewPage } from '~/office/editor/preview-page'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { writingOf } from '~/office/story/writing-of.server'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const writing = writingOf(office)
  const thing = await writing.find(office, 'edit')
  const { campaignSlug, slug } = thing
  return {
    lang: office.lang,
    title: office.t('office.edit.preview'),
    above: aboveTab(await writing.head(office, thing), office.lang),
    page: [campaignSlug, office.params.kind!, slug] as [string, string, string],
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, page } = useLoaderData<typeof loader>()
  const [campaign, kind, slug] = page
  const at = kind === 'home' ? 'page' : slug
  return (
    <PreviewPage
      t={translator(lang)}
      lang={lang}
      editPath={paths.office.storyEdit(campaign, kind, at)}
      previewPath={(language) => paths.office.storyPreview(campaign, kind, at, language)}
    />
  )
}
