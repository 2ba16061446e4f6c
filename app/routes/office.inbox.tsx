import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { readTableState } from '~/office/table/table-state'
import { InboxPage } from '~/office/texts/inbox-page'
import { networkOf } from '~/office/texts/inbox-rights.server'
import { readInboxTabs } from '~/office/texts/inbox-tabs.server'
import { threadViews } from '~/office/texts/thread-views'
import { openThreads } from '~/office/texts/threads.server'
import type { loader as frameLoader } from './office'

export const loader = guarded('see-people', async (office) => {
  const network = networkOf(office)
  const asked = office.url.searchParams.get('show')
  const view = threadViews.find((one) => one === asked) ?? 'waiting'
  const { threads, table, counts, opened } = await openThreads(
    office,
    view,
    readTableState(office.url.searchParams, []),
  )
  const howMany = threads.length
  if (howMany > 0) await office.audit({ groupId: network, act: 'read-texts', subject: 'inbox', howMany })
  if (opened > 0) await office.audit({ groupId: network, act: 'listed-people', subject: 'inbox', howMany: opened })
  return {
    lang: office.lang,
    title: office.t('texts.office.toRead'),
    ...(await readInboxTabs(office)),
    view,
    table,
    threads,
    counts,
    channels: office.env.channels,
    now: office.now.toISOString(),
    isForgotten: office.url.searchParams.has('forgotten'),
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, reports, ...props } = useLoaderData<typeof loader>()
  const { inbox: texts, comments } = useRouteLoaderData<typeof frameLoader>('routes/office')!.menu.waiting
  return <InboxPage t={translator(lang)} lang={lang} waiting={{ texts, comments, reports }} {...props} />
}
