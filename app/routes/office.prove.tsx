import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { deviceHeader } from '~/office/guard/devices.server'
import { guarded, type Office } from '~/office/guard/guard.server'
import { heldRequest } from '~/office/guard/held-request'
import { isFresh } from '~/office/guard/sessions.server'
import { proveThrough, safeNext } from '~/office/team/enter.server'
import { GoOnPage } from '~/office/team/go-on-page'
import { beginSignIn } from '~/office/team/passkeys.server'
import { SignInPage } from '~/office/team/sign-in-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

/** Asks who is there, and then offers what they had asked for before. */
export const loader = guarded('anybody', async (office) => {
  const next = safeNext(office.url.searchParams.get('next'))
  const { lead, held } = readHeld(office)
  const shown = { lang: office.lang, next, lead }
  if (held && isFresh(office.session, office.now))
    return { ...shown, title: office.t('office.prove.goOnTitle'), held, challengeId: '', options: null }
  const { id, options } = await beginSignIn(office.db, office.env.officeUrl, office.now)
  return { ...shown, title: office.t('office.prove.title'), held: null, challengeId: id, options }
})

export const action = guarded('anybody', async (office) => {
  const fields = await formFields(office.request)
  const proved = await proveThrough(office, fields)
  if (proved.outcome === 'refused') return data({ form: proved.form }, { status: 422 })
  const headers = { 'set-cookie': deviceHeader(office.keyring, office.organizer.id) }
  const next = safeNext(fields.next ?? null)
  return redirect(readHeld(office).held ? paths.office.prove(next) : next, { status: 303, headers })
})

/** What had been asked for before the proof, and what the page says about it. */
function readHeld({ session, now, t }: Office) {
  const asking = heldRequest(session.id, now)
  if (!asking) return { lead: t('office.prove.lead'), held: null }
  if ('why' in asking) {
    // The address of an invitation was not kept either.
    const asked = t(`office.prove.acts.${asking.act === 'invite' ? 'team' : asking.act}`)
    return { lead: t(`office.prove.${asking.why === 'secret' ? 'leadSecret' : 'leadTooLong'}`, { asked }), held: null }
  }
  const { act, target, fields } = asking
  const asked = t(`office.prove.acts.${act}`, { email: fields.find(([name]) => name === 'email')?.[1] ?? '' })
  return { lead: t('office.prove.leadHeld', { asked }), held: { target, fields, asked } }
}

export const meta = officeMeta

export default function Route() {
  const { lang, title: _, held, ...props } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  const t = translator(lang)
  if (held) return <GoOnPage t={t} next={props.next} {...held} />
  return <SignInPage t={t} form={form} {...props} action={paths.office.prove(props.next)} isProof />
}
