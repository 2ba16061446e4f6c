import { audit } from '~/office/guard/audit.server'
import type { Office, Visit } from '~/office/guard/guard.server'
import { proveSession, startSession } from '~/office/guard/sessions.server'
import { paths } from '~/paths'
import type { FormState } from '~/ui/forms/form-state'
import { momentOf } from '~/ui/page/dates'
import { passkeyHolder } from './posted-passkey.server'
import { type Refusal, refusedForm } from './refused-form'
import { signInWithPassword } from './sign-in.server'

type Fields = Record<string, string>
type Refused = { outcome: 'refused'; form: FormState }

/** Accepts only paths within the office, so that a link cannot redirect to another site. */
export function safeNext(next: string | null): string {
  return next !== null &&
    /^\/office(\/[\w./-]*)?(\?[\w=&%.+-]*)?$/.test(next) &&
    !next.includes('//') &&
    !next.includes('..')
    ? next
    : paths.office.home()
}

/** Signs in with the submitted credentials. A successful sign-in is in the audit log. */
export async function signInThrough(
  visit: Visit,
  fields: Fields,
): Promise<{ outcome: 'come-in'; token: string } | Refused> {
  const { db, keyring, vault, now } = visit
  if (fields.intent === 'passkey') {
    const organizerId = await passkeyHolder(visit, fields)
    return organizerId ? comeIn(visit, organizerId, 'passkey') : refuse(visit, fields, 'passkeyWrong')
  }
  const typed = { email: fields.email ?? '', password: fields.password ?? '', code: fields.code ?? '' }
  const signedIn = await signInWithPassword(db, keyring, vault, typed, now)
  switch (signedIn.outcome) {
    case 'signed-in':
      return comeIn(visit, signedIn.organizerId, signedIn.way)
    case 'locked':
      return refuseUntil(visit, fields, signedIn.until)
    case 'wrong':
      return refuse(visit, fields, 'signInWrong')
  }
}

/** Proves again who is at a signed-in browser. */
export async function proveThrough(office: Office, fields: Fields): Promise<{ outcome: 'proved' } | Refused> {
  const { db, keyring, vault, now } = office
  if (fields.intent === 'passkey') {
    if ((await passkeyHolder(office, fields)) !== office.organizer.id) return refuse(office, fields, 'passkeyWrong')
  } else {
    const typed = { email: office.organizer.email, password: fields.password ?? '', code: fields.code ?? '' }
    const signedIn = await signInWithPassword(db, keyring, vault, typed, now)
    if (signedIn.outcome === 'locked') return refuseUntil(office, fields, signedIn.until)
    if (signedIn.outcome === 'wrong') return refuse(office, fields, 'signInWrong')
  }
  await proveSession(db, keyring, office.session.id, now)
  return { outcome: 'proved' }
}

async function comeIn(
  visit: Visit,
  organizerId: string,
  way: 'passkey' | 'password' | 'recovery',
): Promise<{ outcome: 'come-in'; token: string }> {
  await audit(visit.db, { organizerId, groupId: null, act: 'signed-in', subject: way }, visit.now)
  return { outcome: 'come-in', token: await startSession(visit.db, visit.keyring, { organizerId, way }, visit.now) }
}

function refuseUntil({ t, lang }: Visit, fields: Fields, until: Date): Refused {
  const { values, errors } = refusedForm(t, fields, 'password', 'signInWrong')
  const said = t('office.errors.locked', { until: momentOf(lang, until) })
  return { outcome: 'refused', form: { values, errors: errors.map((error) => ({ ...error, said })) } }
}

function refuse({ t }: Visit, fields: Fields, message: Refusal): Refused {
  return { outcome: 'refused', form: refusedForm(t, fields, 'password', message) }
}
