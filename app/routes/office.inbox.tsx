import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUuid } from '#db/uuid'
import { cheaperSpelling } from '~/channels/sms/cheaper-spelling'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded, type Office } from '~/office/guard/guard.server'
import { handleText } from '~/office/texts/answer-by-hand.server'
import { countHandled, openInbox } from '~/office/texts/inbox.server'
import { InboxPage } from '~/office/texts/inbox-page'
import { paths } from '~/paths'
import type { PageHandle } from '~/root'
import { formFields } from '~/ui/forms/form-fields'

export const handle: PageHandle = { script: '/count.js' }

/** Texts belong to no group: reading them requires the right to see people in the network. @throws 403 without it */
function networkId(office: Office): string {
  const { id } = [...office.groups.values()].find((group) => group.kind === 'network')!
  if (!office.may('see-people', id)) throw new Response(null, { status: 403 })
  return id
}

export const loader = guarded('see-people', async (office) => {
  const network = networkId(office)
  const { db, vault, now, url } = office
  const waiting = await openInbox(db, vault, 'waiting', now)
  const handled = url.searchParams.has('handled') ? await openInbox(db, vault, 'handled', now) : null
  const howMany = waiting.length + (handled?.length ?? 0)
  if (howMany > 0) await office.audit({ groupId: network, act: 'read-texts', subject: 'texts to read', howMany })
  const said = url.searchParams.get('said')
  return {
    lang: office.lang,
    title: office.t('texts.office.toRead'),
    price: office.env.prices.segment,
    channels: office.env.channels,
    inbox: { waiting, handled, handledCount: await countHandled(db, now) },
    said: (['handled', 'gone'] as const).find((one) => one === said) ?? null,
  }
})

export const action = guarded('publish', async (office) => {
  const network = networkId(office)
  const { id = '', reply = '', intent = '' } = await formFields(office.request)
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
  return redirect(`${paths.office.inbox()}?said=${handled.outcome}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <InboxPage t={translator(lang)} lang={lang} {...props} typed={useActionData<typeof action>() ?? null} />
}
