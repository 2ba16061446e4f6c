import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { audit } from '~/office/guard/audit.server'
import { groupName } from '~/office/guard/group-name'
import { type Office, type Visit, whoIsThere } from '~/office/guard/guard.server'
import { allGroups, organizerNames } from '~/office/guard/organizers.server'
import { withoutSecrets } from '~/office/guard/secret-fields'
import { paths } from '~/paths'
import { emailAddress, namePart } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { acceptAs, join } from './accept-invitation.server'
import { type Entry, enterOffice } from './entry.server'
import { findInvitation, type Invitation } from './invitations.server'
import { beginPasskey, keepPasskey, type NewPasskey } from './passkeys.server'
import { hashPassword, readPassword } from './password.server'
import { postedPasskey } from './posted-passkey.server'
import { renewRecoveryCodes } from './recovery-codes.server'
import { type Refusal, refusedForm } from './refused-form'
import { drawTotp, newTotp, sealTotp, setUpStep } from './totp.server'

type Fields = Record<string, string>

/** What the page of an invitation shows. */
export async function readInvitation(visit: Visit) {
  const invitation = await findInvitation(visit.db, visit, visit.params.token ?? '', visit.now)
  if (!invitation) return { outcome: 'gone' as const }
  const group = groupName((await allGroups(visit.db)).get(invitation.groupId)!, 'Firme')
  const names = await organizerNames(visit.db, visit.vault, [invitation.invitedBy])
  const by = invitation.invitedBy && (names.get(invitation.invitedBy) ?? null)
  const shown = { role: invitation.role, group, by, email: invitation.email }
  const there = await whoIsThere(visit)
  if (there) return { outcome: 'signed-in' as const, ...shown, name: there.organizer.name }
  const organizerId = randomUUID()
  const { id, options } = await beginPasskey(
    visit.db,
    visit.env.officeUrl,
    { id: organizerId, name: invitation.email || 'Firme', group },
    visit.now,
  )
  return {
    outcome: 'open' as const,
    ...shown,
    organizerId,
    challengeId: id,
    options,
    totp: await drawTotp(newTotp(invitation.email || 'Firme')),
    here: paths.office.join(visit.params.token ?? '', visit.lang),
  }
}

const joinSchema = z.object({
  name: namePart.pipe(z.string().min(1, 'ownNameMissing')),
  email: emailAddress.transform((email) => email ?? '').pipe(z.string().min(1, 'emailMissing')),
})

type CameThrough =
  | { outcome: 'joined'; entry: Entry; codes: string[] }
  | { outcome: 'added' }
  | { outcome: 'gone' }
  | { outcome: 'refused'; form: FormState }

/** Accepts an invitation: somebody new, with a passkey or with password and app, or somebody signed in. */
export async function joinThrough(visit: Visit, fields: Fields): Promise<CameThrough> {
  const invitation = await findInvitation(visit.db, visit, visit.params.token ?? '', visit.now)
  if (!invitation) return { outcome: 'gone' }
  const there = await whoIsThere(visit)
  if (there) return addRole(there, invitation)
  // Only the operator's own link lets somebody choose: a typed address would tell who has an account.
  const read = readFields(joinSchema, invitation.email ? { ...fields, email: invitation.email } : fields)
  if (read.outcome === 'invalid')
    return { outcome: 'refused', form: { values: withoutSecrets(fields), errors: read.form.errors } }
  const isPasskey = fields.intent === 'passkey'
  const organizerId = isPasskey ? (fields.organizer ?? '') : randomUUID()
  let passkey: NewPasskey | null = null
  let totpStep: number | null = null
  if (isPasskey) {
    passkey = await postedPasskey(visit, fields, organizerId)
    if (!passkey) return refuse(visit, fields, 'name', 'passkeyWrong')
  } else {
    const password = readPassword(fields)
    if (password.outcome === 'invalid')
      return { outcome: 'refused', form: { values: withoutSecrets(fields), errors: password.form.errors } }
    totpStep = setUpStep(fields, visit.now)
    if (totpStep === null) return refuse(visit, fields, 'code', 'codeWrong')
  }
  const joining = {
    ...read.value,
    language: visit.lang,
    passwordHash: isPasskey ? null : await hashPassword(fields.password!),
    sealTotp: isPasskey ? null : (id: string) => sealTotp(visit.vault, id, fields.secret!),
    totpStep,
  }
  return visit.db.transaction().execute(async (trx): Promise<CameThrough> => {
    const joined = await join(trx, visit.keyring, visit.vault, invitation, organizerId, joining, visit.now)
    if (joined.outcome === 'gone') return joined
    if (joined.outcome === 'known-address') return refuse(visit, fields, 'email', 'addressKnown')
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
      entry: await enterOffice(trx, visit, { organizerId, way: isPasskey ? 'passkey' : 'password' }),
    }
  })
}

async function addRole(office: Office, invitation: Invitation): Promise<CameThrough> {
  return office.db.transaction().execute(async (trx): Promise<CameThrough> => {
    const { id } = office.organizer
    const accepted = await acceptAs(trx, office.keyring, { invitation, organizerId: id }, office.now)
    if (accepted.outcome === 'gone') return accepted
    await office.audit({ groupId: invitation.groupId, act: 'joined', subject: `${id} ${accepted.role}` }, trx)
    return { outcome: 'added' }
  })
}

function refuse({ t }: Visit, fields: Fields, field: string, message: Refusal): CameThrough {
  return { outcome: 'refused', form: refusedForm(t, fields, field, message) }
}
