import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { translator } from '~/i18n/translator'
import { listDrafts, restoreDraft } from '~/office/broadcasts/broadcasts.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { logCampaigns, logPage, logTemplates, readLog, readLogFilters } from '~/office/texts/message-log.server'
import { readMessages } from '~/office/texts/messages-figures.server'
import { MessagesPage } from '~/office/texts/messages-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('see-numbers', async (office) => {
  const filters = readLogFilters(office.url.searchParams)
  const log = await readLog(office.db, filters, office.lang, office.now)
  return {
    lang: office.lang,
    title: office.t('texts.office.log'),
    channels: office.env.channels,
    figures: await readMessages(office.db, office.now),
    log: {
      log,
      filters,
      templates: logTemplates(office.lang),
      campaigns: await logCampaigns(office.db, office.lang),
      hasMore: log.length === logPage,
    },
    drafts: await listDrafts(office),
    draft: draftIn(office.url.searchParams),
  }
})

/** What became of a draft, by the address. */
function draftIn(query: URLSearchParams): { dropped: string } | 'restored' | 'notRestored' | null {
  const dropped = query.get('dropped')
  if (dropped && isUuid(dropped)) return { dropped }
  return (['restored', 'notRestored'] as const).find((one) => query.get('draft') === one) ?? null
}

/** Puts back a draft that was just dropped. */
export const action = guarded('publish', async (office) => {
  const { id = '', intent } = await formFields(office.request)
  if (intent !== 'restore-draft' || !isUuid(id)) throw new Response(null, { status: 400 })
  const draft = (await restoreDraft(office, id)) ? 'restored' : 'notRestored'
  return redirect(`${paths.office.messages()}?draft=${draft}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <MessagesPage t={translator(lang)} lang={lang} {...props} />
}
