import { useLoaderData } from '@remix-run/react'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { HistoryPage } from '~/office/editor/history-page'
import { historyLoader, restoreAction } from '~/office/editor/writing-routes.server'

export const loader = historyLoader(petitionWriting)

export const action = restoreAction(petitionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <HistoryPage t={translator(lang)} lang={lang} {...props} />
}
