import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { HistoryPage } from '~/office/editor/history-page'
import { historyLoader, restoreAction } from '~/office/editor/writing-routes.server'
import { officeMeta } from '~/office/frame/office-meta'
import { ladderWriting } from '~/office/ladders/ladder-writing.server'

export const loader = historyLoader(ladderWriting)

export const action = restoreAction(ladderWriting)

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
