import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { actionHead } from '~/office/actions/action-writing.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { PreviewPage } from '~/office/editor/preview-page'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { paths } from '~/paths'

export const loader = guarded('edit', async (office) => {
  const action = await officeAction(office, 'edit')
  const { slug } = action
  return {
    lang: office.lang,
    title: office.t('office.edit.preview'),
    above: [
      ...aboveTab(await actionHead(office, action), office.lang),
      { name: office.t('office.tabs.edit'), path: paths.office.actionEdit(slug) },
    ],
    slug,
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, slug } = useLoaderData<typeof loader>()
  return (
    <PreviewPage
      t={translator(lang)}
      lang={lang}
      editPath={paths.office.actionEdit(slug)}
      previewPath={(language) => paths.office.actionPreview(slug, language)}
    />
  )
}
