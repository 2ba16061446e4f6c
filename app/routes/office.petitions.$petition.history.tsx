import { useLoaderData } from '@remix-run/react'
import { petitionWriting } from '~/drafts/petition-writing.server'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { HistoryPage } from '~/writing/history-page'
import { historyLoader, restoreAction } from '~/writing/writing-routes.server'

export const loader = historyLoader(petitionWriting)

export const action = restoreAction(petitionWriting)

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <HistoryPage t={translator(lang)} lang={lang} {...props} />
}
