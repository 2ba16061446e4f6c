import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { HistoryPage } from '~/office/editor/history-page'
import { answerRestore, readHistoryPage } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { writingOf } from '~/office/story/writing-of.server'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('edit', async (office) => {
  const writing = writingOf(office)
  return readHistoryPage(office, writing, await writing.find(office, 'edit'))
})

export const action = guarded('edit', async (office) => {
  const writing = writingOf(office)
  return answerRestore(office, writing, await writing.find(office, 'edit'), await formFields(office.request))
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return (
    <HistoryPage
      t={translator(lang)}
      lang={lang}
      {...props}
      isStale={useActionData<typeof action>()?.isStale ?? false}
    />
  )
}
