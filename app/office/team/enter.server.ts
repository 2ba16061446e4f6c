import { randomUUID } from 'node:crypto'
import QRCode from 'qrcode'
import { z } from 'zod'
import { audit } from '~/office/guard/audit.server'
import { type Office, type Visit, whoIsThere } from '~/office/guard/guard.server'
import { allGroups } from '~/office/guard/organizers.server'
import { proveSession, startSession } from '~/office/guard/sessions.server'
import { paths } from '~/paths'
import { emailAddress, namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { momentOf } from '~/ui/page/dates'
import { acceptAs, findInvitation, type Invitation, join } from './invitations.server'
import { beginPasskey, checkNewPasskey, finishSignIn, keepPasskey, type NewPasskey } from './passkeys.server'
import {
  fitsTotp,
  hashPassword,
  newTotp,
  renewRecoveryCodes,
  sealTotp,
  shortestPassword,
  signInWithPassword,
  totpOf,
} from './sign-in.server'

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
  const { db, keyring, vault, env, now } = visit
  if (fields.intent === 'passkey') {
    const organizerId = await finishSignIn(
      db,
      { keyring, officeUrl: env.officeUrl },
      fields.challenge ?? '',
      parsed(fields.response),
      now,
    )
    return organizerId
      ? comeIn(visit, organizerId, 'passkey')
      : refuse(visit, fields, 'password', 'office.errors.passkeyWrong')
  }
  const typed = { email: fields.email ?? '', password: fields.password ?? '', code: fields.code ?? '' }
  const signedIn = await signInWithPassword(db, keyring, vault, typed, now)
  switch (signedIn.outcome) {
    case 'signed-in':
      return comeIn(visit, signedIn.organizerId, signedIn.way)
    case 'locked':
      return refuse(visit, fields, 'password', 'office.errors.locked', { until: momentOf(visit.lang, signedIn.until) })
    case 'wrong':
      return refuse(visit, fields, 'password', 'office.errors.signInWrong')
  }
}

/** Proves again who is at a signed-in browser. */
export async function proveThrough(office: Office, fields: Fields): Promise<{ outcome: 'proved' } | Refused> {
  const { db, keyring, vault, env, now } = office
  if (fields.intent === 'passkey') {
    const organizerId = await finishSignIn(
      db,
      { keyring, officeUrl: env.officeUrl },
      fields.challenge ?? '',
      parsed(fields.response),
      now,
    )
    if (organizerId !== office.organizer.id) return refuse(office, fields, 'password', 'office.errors.passkeyWrong')
  } else {
    const typed = { email: office.organizer.email, password: fields.password ?? '', code: fields.code ?? '' }
    const signedIn = await signInWithPassword(db, keyring, vault, typed, now)
    if (signedIn.outcome === 'locked')
      return refuse(office, fields, 'password', 'office.errors.locked', {
        until: momentOf(office.lang, signedIn.until),
      })
    if (signedIn.outcome === 'wrong') return refuse(office, fields, 'password', 'office.errors.signInWrong')
  }
  await proveSession(db, keyring, office.session.id, now)
  return { outcome: 'proved' }
}

/** What the page of an invitation shows. */
export async function readInvitation(visit: Visit) {
  const invitation = await findInvitation(visit.db, visit, visit.params.token ?? '', visit.now)
  if (!invitation) return { outcome: 'gone' as const }
  const group = (await allGroups(visit.db)).get(invitation.groupId)!.name
  const shown = { role: invitation.role, group, email: invitation.email }
  const there = await whoIsThere(visit)
  if (there) return { outcome: 'signed-in' as const, ...shown, name: there.organizer.name }
  const organizerId = randomUUID()
  const { id, options } = await beginPasskey(
    visit.db,
    visit.env.officeUrl,
    { id: organizerId, email: invitation.email || 'firme', name: invitation.email || 'firme' },
    visit.now,
  )
  return {
    outcome: 'open' as const,
    ...shown,
    organizerId,
    challengeId: id,
    options,
    totp: await drawTotp(newTotp(invitation.email || 'Firme')),
  }
}

/** A TOTP secret and its QR code as SVG. */
export async function drawTotp({
  secret,
  uri,
}: {
  secret: string
  uri: string
}): Promise<{ secret: string; qr: string }> {
  return { secret, qr: await QRCode.toString(uri, { type: 'svg', margin: 0 }) }
}

/** The same QR code again after a rejected form, so that people who have scanned it need not scan another. */
export async function sameTotp(fields: Record<string, string>): Promise<{ secret: string; qr: string } | null> {
  return isTotpSecret(fields.secret) ? drawTotp(totpOf(fields.secret, fields.email || 'Firme')) : null
}

const joinSchema = z.object({
  name: namePart.pipe(z.string().min(1, 'ownNameMissing')),
  email: emailAddress.transform((email) => email ?? '').pipe(z.string().min(1, 'emailMissing')),
})
const passwordSchema = z.object({
  password: z
    .string()
    .default('')
    .refine((password) => [...password].length >= shortestPassword, 'passwordShort')
    .refine((password) => password.length <= 500, 'passwordShort'),
})

/** Checks a new password; the error is a key under `site.errors`. */
export function readPassword(fields: Fields) {
  return readFields(passwordSchema, fields)
}

type CameThrough =
  | { outcome: 'joined'; token: string; codes: string[] }
  | { outcome: 'added' }
  | { outcome: 'gone' }
  | Refused

/** Accepts an invitation: somebody new, with a passkey or with password and app, or somebody signed in. */
export async function joinThrough(visit: Visit, fields: Fields): Promise<CameThrough> {
  const invitation = await findInvitation(visit.db, visit, visit.params.token ?? '', visit.now)
  if (!invitation) return { outcome: 'gone' }
  const there = await whoIsThere(visit)
  if (there) return addRole(there, invitation)
  const read = readFields(joinSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const isPasskey = fields.intent === 'passkey'
  const organizerId = isPasskey ? (fields.organizer ?? '') : randomUUID()
  let passkey: NewPasskey | null = null
  if (isPasskey) {
    passkey = await checkNewPasskey(
      visit.db,
      visit.env.officeUrl,
      organizerId,
      fields.challenge ?? '',
      parsed(fields.response),
      visit.now,
    )
    if (!passkey) return refuse(visit, fields, 'name', 'office.errors.passkeyWrong')
  } else {
    const password = readPassword(fields)
    if (password.outcome === 'invalid')
      return { outcome: 'refused', form: { values: { ...fields }, errors: password.form.errors } }
    if (!isTotpSecret(fields.secret) || !fitsTotp(fields.secret, (fields.code ?? '').replace(/\s/g, ''), visit.now))
      return refuse(visit, fields, 'code', 'office.errors.codeWrong')
  }
  const joining = {
    ...read.value,
    language: visit.lang,
    passwordHash: isPasskey ? null : await hashPassword(fields.password!),
    sealTotp: isPasskey ? null : (id: string) => sealTotp(visit.vault, id, fields.secret!),
  }
  return visit.db.transaction().execute(async (trx): Promise<CameThrough> => {
    const joined = await join(trx, visit.keyring, visit.vault, invitation, organizerId, joining, visit.now)
    if (joined.outcome === 'gone') return joined
    if (joined.outcome === 'known-address') return refuse(visit, fields, 'email', 'office.errors.addressKnown')
    if (passkey)
      await keepPasskey(trx, visit.keyring, organizerId, passkey, visit.t('office.account.firstPasskey'), visit.now)
    const codes = await renewRecoveryCodes(trx, visit.keyring, organizerId)
    await audit(
      trx,
      { organizerId, groupId: invitation.groupId, act: 'joined', subject: `${organizerId} ${invitation.role}` },
      visit.now,
    )
    return {
      outcome: 'joined',
      codes,
      token: await startSession(
        trx,
        visit.keyring,
        { organizerId, way: isPasskey ? 'passkey' : 'password' },
        visit.now,
      ),
    }
  })
}

async function addRole(office: Office, invitation: Invitation): Promise<CameThrough> {
  return office.db.transaction().execute(async (trx): Promise<CameThrough> => {
    if ((await acceptAs(trx, office.keyring, { invitation, organizerId: office.organizer.id }, office.now)) === 'gone')
      return { outcome: 'gone' }
    await office.audit(
      { groupId: invitation.groupId, act: 'joined', subject: `${office.organizer.id} ${invitation.role}` },
      trx,
    )
    return { outcome: 'added' }
  })
}

async function comeIn(
  visit: Visit,
  organizerId: string,
  way: 'passkey' | 'password' | 'recovery',
): Promise<{ outcome: 'come-in'; token: string }> {
  await audit(visit.db, { organizerId, groupId: null, act: 'signed-in', subject: way }, visit.now)
  return { outcome: 'come-in', token: await startSession(visit.db, visit.keyring, { organizerId, way }, visit.now) }
}

/** Keeps what was typed, except secrets. */
function refuse(
  visit: Visit,
  fields: Fields,
  field: string,
  message:
    | 'office.errors.locked'
    | 'office.errors.signInWrong'
    | 'office.errors.passkeyWrong'
    | 'office.errors.codeWrong'
    | 'office.errors.addressKnown',
  values: Record<string, string> = {},
): Refused {
  const { password: _password, code: _code, response: _response, ...kept } = fields
  return {
    outcome: 'refused',
    form: { values: kept, errors: [{ field, message, said: visit.t(message as Parameters<Visit['t']>[0], values) }] },
  }
}

/** Whether a posted secret has the format of ours. */
export function isTotpSecret(secret: string | undefined): secret is string {
  return /^[A-Z2-7]{32}$/.test(secret ?? '')
}

/** JSON posted by a browser; null if invalid. */
export function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
