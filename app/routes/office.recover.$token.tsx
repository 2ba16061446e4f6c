import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { unguarded } from '~/office/guard/guard.server'
import { comeBack, readWayBack } from '~/office/team/come-back.server'
import { entryHeaders } from '~/office/team/entry.server'
import { WayBackPage, WayGonePage } from '~/office/team/recover-page'
import { sameTotp } from '~/office/team/totp.server'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

/** Opening the link changes nothing; creating the passkey uses it up. */
export const loader = unguarded(async (visit) => {
  const found = await readWayBack(visit)
  const status = found.outcome === 'gone' ? 410 : 200
  return data({ lang: visit.lang, title: visit.t('office.recover.title'), found }, { status })
})

export const action = unguarded(async (visit) => {
  const fields = await formFields(visit.request)
  const came = await comeBack(visit, fields)
  switch (came.outcome) {
    case 'refused':
      return data({ form: came.form, totp: await sameTotp(fields), isGone: false }, { status: 422 })
    case 'gone':
      return data({ form: emptyForm, totp: null, isGone: true }, { status: 410 })
    case 'back':
      return redirect(`${paths.office.account()}?again`, {
        status: 303,
        headers: entryHeaders(visit.keyring, came.entry),
      })
  }
})

export const meta = officeMeta

export default function Route() {
  const { lang, found } = useLoaderData<typeof loader>()
  const done = useActionData<typeof action>()
  const t = translator(lang)
  if (found.outcome === 'gone' || done?.isGone) return <WayGonePage t={t} />
  return <WayBackPage t={t} form={done?.form ?? emptyForm} {...found} totp={found.totp && (done?.totp ?? found.totp)} />
}
