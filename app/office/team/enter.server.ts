import { audit } from '~/office/guard/audit.server'
import { deviceOf } from '~/office/guard/devices.server'
import type { Office, Visit } from '~/office/guard/guard.server'
import { proveSession } from '~/office/guard/sessions.server'
import { paths } from '~/paths'
import type { FormState } from '~/ui/forms/form-state'
import { type Entry, enterOffice } from './entry.server'
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
): Promise<{ outcome: 'come-in'; entry: Entry } | Refused> {
  if (fields.intent === 'passkey') {
    const organizerId = await passkeyHolder(visit, fields)
    return organizerId ? comeIn(visit, organizerId, 'passkey') : refuse(visit, fields, 'passkeyWrong')
  }
  const browserOf = (organizerId: string) => deviceOf(visit.keyring, visit.request, organizerId)
  const typed = { email: fields.email ?? '', password: fields.password ?? '', code: fields.code ?? '' }
  const signedIn = await signInWithPassword(visit.db, { ...visit, browserOf }, typed, visit.now)
  switch (signedIn.outcome) {
    case 'signed-in':
      return comeIn(visit, signedIn.organizerId, signedIn.way)
    case 'wrong':
      return refuse(visit, fields, 'signInWrong')
  }
}

/** Proves again who is at a signed-in browser. Wrong tries count against this session alone. */
export async function proveThrough(office: Office, fields: Fields): Promise<{ outcome: 'proved' } | Refused> {
  const { db, keyring, session, organizer, now } = office
  if (fields.intent === 'passkey') {
    if ((await passkeyHolder(office, fields)) !== organizer.id) return refuse(office, fields, 'passkeyWrong')
  } else {
    const typed = { email: organizer.email, password: fields.password ?? '', code: fields.code ?? '' }
    const signedIn = await signInWithPassword(db, { ...office, browserOf: () => session.id }, typed, now)
    if (signedIn.outcome === 'wrong') return refuse(office, fields, 'signInWrong')
  }
  await proveSession(db, keyring, session.id, now)
  return { outcome: 'proved' }
}

async function comeIn(
  visit: Visit,
  organizerId: string,
  way: 'passkey' | 'password' | 'recovery',
): Promise<{ outcome: 'come-in'; entry: Entry }> {
  return visit.db.transaction().execute(async (trx) => {
    await audit(trx, { organizerId, groupId: null, act: 'signed-in', subject: way }, visit.now)
    return { outcome: 'come-in', entry: await enterOffice(trx, visit, { organizerId, way }) }
  })
}

function refuse({ t }: Visit, fields: Fields, message: Refusal): Refused {
  return { outcome: 'refused', form: refusedForm(t, fields, 'password', message) }
}
