import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { formFields } from '~/forms/form-fields'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/office-meta'
import { guarded, type Office } from '~/organizers/guard.server'
import { paths } from '~/paths'
import { changeLimit, moneyOf } from '~/money/office-money.server'
import { handleText } from '~/conversations/answer-by-hand.server'
import { openTextsToRead, readMessages } from '~/texts/messages-figures.server'
import { MessagesPage } from '~/texts/messages-page'

/** Texts belong to no group: who sees people in the network reads them. */
function networkId(office: Office): string {
  return [...office.groups.values()].find((group) => group.kind === 'network')!.id
}

export const loader = guarded('see-numbers', async (office) => {
  const network = networkId(office)
  const toRead = office.may('see-people', network) ? await openTextsToRead(office.db, office.vault) : null
  if (toRead && toRead.length > 0) await office.audit({ groupId: network, act: 'read-texts', subject: 'texts to read', howMany: toRead.length })
  const said = office.url.searchParams.get('said')
  return {
    lang: office.lang, title: office.t('texts.office.messages'), figures: await readMessages(office.db, office.now), toRead,
    ...(await moneyOf(office)),
    said: (['handled', 'gone', 'shortener', 'long', 'limit'] as const).find((one) => one === said) ?? null,
  }
})

export const action = guarded('publish', async (office) => {
  const network = networkId(office)
  const { id = '', reply = '', ...fields } = await formFields(office.request)
  if (fields.intent === 'limit') return redirect(`${paths.office.messages()}${(await changeLimit(office, fields)) ? '' : '?said=limit'}#money`, 303)
  if (!office.may('see-people', network)) throw new Response(null, { status: 403 })
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Response(null, { status: 400 })
  const handled = await handleText(office.db, office, { id, reply, by: office.organizer.id }, office.now)
  if (handled.outcome === 'handled') await office.audit({ groupId: network, act: 'handled-text', subject: id })
  return redirect(`${paths.office.messages()}?said=${handled.outcome === 'refused' ? handled.problem : handled.outcome}`, 303)
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <MessagesPage t={translator(lang)} lang={lang} {...props} />
}
