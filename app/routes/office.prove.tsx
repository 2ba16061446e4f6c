import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { translator } from '~/i18n/translator'
import { officeMeta } from '~/office/frame/office-meta'
import { deviceHeader } from '~/office/guard/devices.server'
import { guarded, type Office } from '~/office/guard/guard.server'
import type { FoundRequest } from '~/office/guard/held-requests.server'
import { isFresh } from '~/office/guard/sessions.server'
import { proveThrough, safeNext } from '~/office/team/enter.server'
import { GoOnPage } from '~/office/team/go-on-page'
import { beginSignIn } from '~/office/team/passkeys.server'
import { signsInByPassword } from '~/office/team/password.server'
import { SignInPage } from '~/office/team/sign-in-page'
import { paths } from '~/paths'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm } from '~/ui/forms/form-state'

/** Asks who is there. What they had asked for before is done right after it, or offered when that is a while ago. */
export const loader = guarded('anybody', async (office) => {
  const next = safeNext(office.url.searchParams.get('next'))
  const id = office.url.searchParams.get('asked')
  const held = id ? office.heldRequests.find(office.session, id, office.now) : null
  const shown = { lang: office.lang, next, id, lead: leadOf(office, held, id) }
  if (id && isFresh(office.session, office.now))
    return {
      ...shown,
      title: office.t('office.prove.goOnTitle'),
      goOn: goOnOf(office, held),
      challenge: null,
      hasPassword: false,
    }
  const challenge = await beginSignIn(office.db, office.env.officeUrl, office.now)
  const hasPassword = await signsInByPassword(office.db, office.organizer.id)
  return { ...shown, title: office.t('office.prove.title'), goOn: null, challenge, hasPassword }
})

export const action = guarded('anybody', async (office) => {
  const { session, now } = office
  const fields = await formFields(office.request)
  const isAgreed = fields.intent === 'go-on' && isFresh(session, now)
  if (!isAgreed) {
    const proved = await proveThrough(office, fields)
    if (proved.outcome === 'refused') return data({ form: proved.form }, { status: 422 })
  }
  const headers = { 'set-cookie': deviceHeader(office.keyring, office.organizer.id) }
  const next = safeNext(office.url.searchParams.get('next'))
  const id = office.url.searchParams.get('asked')
  if (!id) return redirect(next, { status: 303, headers })
  const held = office.heldRequests.find(session, id, now)
  if (held && !held.hasFiles && (held.isRecent || isAgreed) && office.heldRequests.take(session, id, now))
    office.carryOut({ id, request: held })
  return redirect(paths.office.prove(next, id), { status: 303, headers })
})

/** What the page says before the proof. */
function leadOf({ t }: Office, held: FoundRequest | null, id: string | null): string {
  if (!held) return t(id ? 'office.prove.leadGone' : 'office.prove.lead')
  return t(held.hasFiles ? 'office.prove.leadFiles' : 'office.prove.leadHeld', { asked: askedIn(t, held) })
}

/** What it says after the proof when the act was not carried out. */
function goOnOf({ t }: Office, held: FoundRequest | null): { text: string; isHeld: boolean } {
  if (!held) return { text: t('office.prove.nothingWaits'), isHeld: false }
  const asked = askedIn(t, held)
  return held.hasFiles
    ? { text: t('office.prove.filesAgain', { asked }), isHeld: false }
    : { text: t('office.prove.goOnText', { asked }), isHeld: true }
}

function askedIn(t: Office['t'], { act, fields }: FoundRequest): string {
  const email = fields.find(([name]) => name === 'email')?.[1] ?? ''
  // A very long address would hide what the page asks.
  return t(`office.prove.acts.${act === 'invite' && (email === '' || email.length > 320) ? 'team' : act}`, { email })
}

export const meta = officeMeta

export default function Route() {
  const { lang, next, id, lead, goOn, challenge, hasPassword } = useLoaderData<typeof loader>()
  const form = useActionData<typeof action>()?.form ?? emptyForm
  const t = translator(lang)
  const target = paths.office.prove(next, id)
  if (goOn) return <GoOnPage t={t} action={target} next={next} {...goOn} />
  const { id: challengeId, options } = challenge
  return <SignInPage t={t} form={form} {...{ next, lead, challengeId, options, hasPassword }} action={target} isProof />
}
