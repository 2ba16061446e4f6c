import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { AddressPage } from '~/office/team/address-page'
import { confirmAddress, readChange } from '~/office/team/confirm-address.server'
import { paths } from '~/paths'

export const loader = guarded('anybody', async (office) => {
  const change = await readChange(office)
  return data(
    { lang: office.lang, title: office.t('office.address.title'), change },
    { status: change === null ? 410 : 200 },
  )
})

export const action = guarded('anybody', async (office) => {
  const confirmed = await confirmAddress(office)
  switch (confirmed.outcome) {
    case 'gone':
    case 'taken':
      return data({ outcome: confirmed.outcome }, { status: confirmed.outcome === 'gone' ? 410 : 409 })
    case 'confirmed':
      throw redirect(
        confirmed.groupId === null
          ? paths.office.account('address')
          : paths.office.sender(confirmed.groupId, 'confirmed'),
        303,
      )
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, change } = useLoaderData<typeof loader>()
  const outcome = useActionData<typeof action>()?.outcome
  return <AddressPage t={translator(lang)} change={outcome === 'gone' ? null : change} isTaken={outcome === 'taken'} />
}
