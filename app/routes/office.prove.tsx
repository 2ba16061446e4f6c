import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { deviceHeader } from '~/office/guard/devices.server'
import { guarded } from '~/office/guard/guard.server'
import { proveThrough, safeNext } from '~/office/team/enter.server'
import { beginSignIn } from '~/office/team/passkeys.server'
import { SignInPage } from '~/office/team/sign-in-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = guarded('anybody', async (office) => {
  const next = safeNext(office.url.searchParams.get('next'))
  const { id, options } = await beginSignIn(office.db, office.env.officeUrl, office.now)
  return { lang: office.lang, title: office.t('office.prove.title'), next, challengeId: id, options }
})

export const action = guarded('anybody', async (office) => {
  const fields = await formFields(office.request)
  const proved = await proveThrough(office, fields)
  if (proved.outcome === 'refused') return data({ form: proved.form }, { status: 422 })
  const headers = { 'set-cookie': deviceHeader(office.keyring, office.organizer.id) }
  return redirect(safeNext(fields.next ?? null), { status: 303, headers })
})

export const meta = officeMeta

export default function Route() {
  const { lang, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  const t = translator(lang)
  return (
    <SignInPage
      t={t}
      form={form}
      {...props}
      lead={t('office.prove.lead')}
      action={paths.office.prove(props.next)}
      isProof
    />
  )
}
