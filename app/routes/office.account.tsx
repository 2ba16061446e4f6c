import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { accountDone, changeAccount, provenAccount, readAccount } from '~/office/team/account.server'
import { AccountPage } from '~/office/team/account-page'
import { safeNext } from '~/office/team/enter.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('anybody', async (office) => ({
  lang: office.lang,
  title: office.organizer.name,
  account: await readAccount(office),
  done: accountDone.find((one) => one === office.url.searchParams.get('done')) ?? null,
  isAgain: office.url.searchParams.has('again'),
}))

export const action = guarded(
  'anybody',
  async (office) => {
    const fields = await formFields(office.request)
    const changed = await changeAccount(office, fields)
    switch (changed.outcome) {
      case 'refused':
        return data({ form: changed.form, codes: null, app: changed.app ?? null }, { status: 422 })
      case 'codes':
        return data({ form: emptyForm, codes: changed.codes, app: null })
      case 'new-app':
        return data({ form: emptyForm, codes: null, app: changed.app })
      case 'changed':
        return redirect(fields.back ? safeNext(fields.back) : paths.office.account(changed.done), 303)
    }
  },
  { fresh: provenAccount },
)

export const meta = officeMeta

export default function Route() {
  const { lang, account, isAgain, done: changed } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  return (
    <AccountPage
      t={translator(lang)}
      lang={lang}
      form={done?.form ?? emptyForm}
      codes={done?.codes ?? null}
      app={done?.app ?? null}
      done={done ? null : changed}
      isAgain={isAgain}
      {...account}
    />
  )
}
