import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeSender, readSender, senderDone } from '~/office/settings/group-sender.server'
import { SenderPage } from '~/office/settings/sender-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('manage-organizers', async (office) => {
  const read = await readSender(office)
  return {
    lang: office.lang,
    title: office.t('office.sender.title', { group: read.group.name }),
    done: senderDone.find((one) => one === office.url.searchParams.get('done')) ?? null,
    read,
  }
})

export const action = guarded(
  'manage-organizers',
  async (office) => {
    const changed = await changeSender(office, await formFields(office.request))
    return changed.outcome === 'refused'
      ? data({ form: changed.form }, { status: 422 })
      : redirect(paths.office.sender(office.params.group!, changed.what), 303)
  },
  { fresh: { act: ({ intent }) => (intent === 'test' || intent === 'check' ? null : 'settings') } },
)

export const meta = officeMeta

export default function Route() {
  const { lang, done, read } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.form
  return (
    <SenderPage t={translator(lang)} lang={lang} form={refused ?? emptyForm} done={refused ? null : done} {...read} />
  )
}
