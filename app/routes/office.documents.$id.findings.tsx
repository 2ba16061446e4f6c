import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { actOnDocument } from '~/office/library/act-on-document.server'
import { FindingsPage } from '~/office/library/findings-page'
import { officeDocument } from '~/office/library/office-documents.server'
import { showFindings } from '~/office/library/show-findings.server'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('see-numbers', async (office) => {
  const document = await officeDocument(office, 'see-numbers')
  return {
    lang: office.lang,
    title: document.title[office.lang] || document.title.en,
    document: showFindings(office, document),
    notDone: (['clean', 'remove'] as const).find((act) => office.url.searchParams.get('refused') === act) ?? null,
  }
})

export const action = guarded('edit', async (office) => {
  const document = await officeDocument(office, 'edit')
  return redirect(await actOnDocument(office, document, await formFields(office.request)), 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title, document, notDone } = useLoaderData<typeof loader>()
  return <FindingsPage t={translator(lang)} lang={lang} title={title} document={document} notDone={notDone} />
}
