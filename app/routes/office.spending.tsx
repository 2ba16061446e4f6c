import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeLimit, moneyOf } from '~/office/money/office-money.server'
import { SpendingPage } from '~/office/money/spending-page'
import { readMessages } from '~/office/texts/messages-figures.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'

export const loader = guarded('see-numbers', async (office) => ({
  lang: office.lang,
  title: office.t('texts.office.spend'),
  spend: (await readMessages(office.db, office.now)).spend,
  ...(await moneyOf(office)),
}))

export const action = guarded('publish', async (office) => {
  const fields = await formFields(office.request)
  if (await changeLimit(office, fields)) return redirect(paths.office.spending(), 303)
  const { way = '', campaign = '', dollars = '' } = fields
  return data({ limit: { way, campaign, dollars } }, { status: 422 })
})

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, ...props } = useLoaderData<typeof loader>()
  return <SpendingPage t={translator(lang)} {...props} typed={useActionData<typeof action>()?.limit ?? null} />
}
