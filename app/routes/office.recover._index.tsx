import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { unguarded, whoIsThere } from '~/office/guard/guard.server'
import { askByCode } from '~/office/team/come-back.server'
import { RecoverPage } from '~/office/team/recover-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = unguarded(async (visit) => {
  if (await whoIsThere(visit)) throw redirect(paths.office.account())
  return { lang: visit.lang, title: visit.t('office.recover.title') }
})

export const action = unguarded(async (visit) => {
  const asked = await askByCode(visit, await formFields(visit.request))
  return asked.outcome === 'open'
    ? redirect(paths.office.recover(asked.token), 303)
    : data({ form: asked.form }, { status: asked.status })
})

export const meta = officeMeta

export default function Route() {
  const { lang } = useLoaderData<typeof loader>()
  return <RecoverPage t={translator(lang)} form={useActionData<typeof action>()?.form ?? emptyForm} />
}
