import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { aboveTab } from '~/office/editor/writing-tabs'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeNews, readNews } from '~/office/petitions/news.server'
import { NewsPage } from '~/office/petitions/news-page'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { petitionHead } from '~/office/petitions/petition-writing.server'
import { withUndo } from '~/office/undo/just-done'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('publish', async (office) => {
  const petition = await officePetition(office, 'publish')
  const head = await petitionHead(office, petition)
  return {
    lang: office.lang,
    title: office.t('office.tabs.news'),
    above: aboveTab(head, office.lang),
    head,
    news: await readNews(office, petition),
  }
})

export const action = guarded('publish', async (office) => {
  const petition = await officePetition(office, 'publish')
  const changed = await changeNews(office, petition, await formFields(office.request))
  return changed.outcome === 'refused'
    ? data({ form: changed.form }, { status: 422 })
    : redirect(withUndo(paths.office.petitionNews(petition.slug), changed.undo), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <NewsPage t={translator(lang)} lang={lang} form={useActionData<typeof action>()?.form ?? emptyForm} {...props} />
  )
}
