import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { unguarded, whoIsThere } from '~/office/guard/guard.server'
import { safeNext, signInThrough } from '~/office/team/enter.server'
import { entryHeaders } from '~/office/team/entry.server'
import { beginSignIn } from '~/office/team/passkeys.server'
import { SignInPage } from '~/office/team/sign-in-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

export const loader = unguarded(async (visit) => {
  const next = safeNext(visit.url.searchParams.get('next'))
  if (await whoIsThere(visit)) throw redirect(next)
  const { id, options } = await beginSignIn(visit.db, visit.env.officeUrl, visit.now)
  return { lang: visit.lang, title: visit.t('office.signIn.title'), next, challengeId: id, options }
})

export const action = unguarded(async (visit) => {
  const fields = await formFields(visit.request)
  const come = await signInThrough(visit, fields)
  if (come.outcome === 'refused') return data({ form: come.form }, { status: 422 })
  return redirect(safeNext(fields.next ?? null), { status: 303, headers: entryHeaders(visit.keyring, come.entry) })
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
      lead={t('office.signIn.lead')}
      action={`${paths.office.signIn()}?lang=${lang}`}
      isProof={false}
    />
  )
}
