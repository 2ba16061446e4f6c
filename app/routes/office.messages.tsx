import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { translator } from '~/i18n/translator'
import { listDrafts, restoreDraft } from '~/office/broadcasts/broadcasts.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { changeLimit, moneyOf } from '~/office/money/office-money.server'
import { handleText } from '~/office/texts/answer-by-hand.server'
import { countHandled, openInbox } from '~/office/texts/inbox.server'
import { logCampaigns, logPage, logTemplates, readLog, readLogFilters } from '~/office/texts/message-log.server'
import { readMessages } from '~/office/texts/messages-figures.server'
import { MessagesPage } from '~/office/texts/messages-page'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'

export const handle: PageHandle = { script: '/count.js' }

/** Texts belong to no group: reading them requires the right to see people in the network. */
function networkId(office: Office): string {
  return [...office.groups.values()].find((group) => group.kind === 'network')!.id
}

async function inboxOf(office: Office) {
  const network = networkId(office)
  if (!office.may('see-people', network)) return null
  const waiting = await openInbox(office.db, office.vault, 'waiting', office.now)
  const handled = office.url.searchParams.has('handled')
    ? await openInbox(office.db, office.vault, 'handled', office.now)
    : null
  const howMany = waiting.length + (handled?.length ?? 0)
  if (howMany > 0) await office.audit({ groupId: network, act: 'read-texts', subject: 'texts to read', howMany })
  return { waiting, handled, handledCount: await countHandled(office.db, office.now) }
}

export const loader = guarded('see-numbers', async (office) => {
  const filters = readLogFilters(office.url.searchParams)
  const log = await readLog(office.db, filters, office.lang, office.now)
  const said = office.url.searchParams.get('said')
  return {
    lang: office.lang,
    title: office.t('texts.office.messages'),
    price: office.env.prices.segment,
    channels: office.env.channels,
    figures: await readMessages(office.db, office.now),
    inbox: await inboxOf(office),
    log: {
      log,
      filters,
      templates: logTemplates(office.lang),
      campaigns: await logCampaigns(office.db, office.lang),
      hasMore: log.length === logPage,
    },
    ...(await moneyOf(office)),
    drafts: await listDrafts(office),
    draft: draftIn(office.url.searchParams),
    said: (['handled', 'gone'] as const).find((one) => one === said) ?? null,
  }
})

/** What became of a draft, by the address. */
function draftIn(query: URLSearchParams): { dropped: string } | 'restored' | 'notRestored' | null {
  const dropped = query.get('dropped')
  if (dropped && isUuid(dropped)) return { dropped }
  return (['restored', 'notRestored'] as const).find((one) => query.get('draft') === one) ?? null
}

export const action = guarded('publish', async (office) => {
  const network = networkId(office)
  const { id = '', reply = '', intent = '', ...fields } = await formFields(office.request)
  if (intent === 'restore-draft')
    return redirect(
      `${paths.office.messages()}?draft=${(await restoreDraft(office, id)) ? 'restored' : 'notRestored'}`,
      303,
    )
  if (intent === 'limit') {
    const { way = '', campaign = '', dollars = '' } = fields
    return (await changeLimit(office, fields))
      ? redirect(`${paths.office.messages()}#money`, 303)
      : data({ limit: { way, campaign, dollars } }, { status: 422 })
  }
  if (!office.may('see-people', network)) throw new Response(null, { status: 403 })
  if (!isUuid(id)) throw new Response(null, { status: 400 })
  if (intent === 'count') return data({ id, reply, problem: null })
  if (intent.startsWith('cheaper')) return data({ id, reply: cheaperSpelling(reply), problem: null })
  if (intent === 'answer' && reply.trim() === '') return data({ id, reply, problem: 'empty' as const }, { status: 422 })
  if ((intent === 'handled' || intent === 'stop') && reply.trim() !== '')
    return data({ id, reply, problem: 'unsent' as const }, { status: 422 })
  if (intent === 'answer' && office.env.channels.texts === 'none')
    return data({ id, reply, problem: 'not-set-up' as const }, { status: 422 })
  const handled = await handleText(
    office.db,
    office,
    { id, reply: intent === 'answer' ? reply : '', by: office.organizer.id, optsOut: intent === 'stop' },
    office.now,
  )
  if (handled.outcome === 'refused') return data({ id, reply, problem: handled.problem }, { status: 422 })
  if (handled.outcome === 'handled')
    await office.audit({ groupId: network, act: intent === 'stop' ? 'stopped-texts' : 'handled-text', subject: id })
  return redirect(
    `${paths.office.messages()}?said=${handled.outcome}${handled.outcome === 'gone' ? '' : '#inbox'}`,
    303,
  )
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  const typed = useActionData<typeof action>() ?? null
  return (
    <MessagesPage
      t={translator(lang)}
      lang={lang}
      {...props}
      typed={typed && 'reply' in typed ? typed : null}
      typedLimit={typed && 'limit' in typed ? typed.limit : null}
    />
  )
}
