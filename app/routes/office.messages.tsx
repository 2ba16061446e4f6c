import { useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readTableState } from '~/office/table/table-state'
import {
  logCampaigns,
  logTemplates,
  readLog,
  readLogFilters,
  sortableMessages,
} from '~/office/texts/message-log.server'
import { readMessages } from '~/office/texts/messages-figures.server'
import { MessagesPage } from '~/office/texts/messages-page'

export const loader = guarded('see-numbers', async (office) => {
  const filters = readLogFilters(office.url.searchParams)
  const table = readTableState(office.url.searchParams, sortableMessages)
  return {
    lang: office.lang,
    title: office.t('texts.office.log'),
    channels: office.env.channels,
    figures: await readMessages(office.db, office.now),
    log: {
      ...(await readLog(office.db, { filters, table, language: office.lang, zone: office.zone }, office.now)),
      filters,
      templates: logTemplates(office.lang),
      campaigns: await logCampaigns(office.db, office.lang),
    },
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <MessagesPage t={translator(lang)} lang={lang} {...props} />
}
