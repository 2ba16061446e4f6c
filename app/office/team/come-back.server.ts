import { audit } from '~/office/guard/audit.server'
import { deviceOf } from '~/office/guard/devices.server'
import type { Visit } from '~/office/guard/guard.server'
import { openOrganizer } from '~/office/guard/organizers.server'
import { withoutSecrets } from '~/office/guard/secret-fields'
import { endSessions } from '~/office/guard/sessions.server'
import type { FormState } from '~/ui/forms/form-state'
import { type Entry, enterOffice } from './entry.server'
import { groupNameOf, usualPasskeyName, zoneOf } from './passkey-names.server'
import { beginPasskey, keepPasskey, type NewPasskey } from './passkeys.server'
import { hashPassword, passwordColumns, readPassword } from './password.server'
import { postedPasskey } from './posted-passkey.server'
import { refusedForm } from './refused-form'
import { drawTotp, newTotp, sealTotp, setUpStep } from './totp.server'
import { findWayBack, openByCode, useWayBack } from './way-back.server'

type Fields = Record<string, string>

/** Exchanges email address and recovery code for a recovery link. On failure the input is kept, except the code. */
export async function askByCode(
  visit: Visit,
  fields: Fields,
): Promise<{ outcome: 'open'; token: string } | { outcome: 'refused'; status: 422 | 429; form: FormState }> {
  const taken = await openByCode(
    visit.db,
    { keyring: visit.keyring, browserOf: (organizerId) => deviceOf(visit.keyring, visit.request, organizerId) },
    { email: fields.email ?? '', code: fields.code ?? '' },
    visit.now,
  )
  if (taken.outcome === 'open') {
    await audit(
      visit.db,
      { organizerId: taken.organizerId, groupId: null, act: 'changed-own-access', subject: 'used a recovery code' },
      visit.now,
    )
    return taken
  }
  const said = visit.t(taken.outcome === 'wrong' ? 'office.recover.wrong' : 'office.recover.tooMany')
  return {
    outcome: 'refused',
    status: taken.outcome === 'wrong' ? 422 : 429,
    form: { values: { email: fields.email ?? '' }, errors: [{ field: 'code', message: 'code', said }] },
  }
}

/** What the page of a recovery link shows. An owner's link also offers a password and an authenticator app. */
export async function readWayBack(visit: Visit) {
  const way = await findWayBack(visit.db, visit.keyring, visit.params.token ?? '', visit.now)
  if (!way) return { outcome: 'gone' as const }
  const organizer = { id: way.organizerId, ...openOrganizer(visit.vault, { id: way.organizerId, sealed: way.sealed }) }
  const { id, options } = await beginPasskey(
    visit.db,
    visit.env.officeUrl,
    { ...organizer, group: await groupNameOf(visit, organizer.id) },
    visit.now,
  )
  return {
    outcome: 'open' as const,
    name: organizer.name,
    challengeId: id,
    options,
    totp: way.madeBy === null ? null : await drawTotp(newTotp(organizer.email)),
  }
}

export type CameBack = { outcome: 'back'; entry: Entry } | { outcome: 'gone' } | { outcome: 'refused'; form: FormState }

/**
 * Signs in with a new passkey, or with a new password and authenticator app if an owner made the link. Uses up the
 * link, and signs out every other browser. Old passkeys stay until somebody removes them.
 */
export async function comeBack(visit: Visit, fields: Fields): Promise<CameBack> {
  const { db, vault, now } = visit
  const way = await findWayBack(db, visit.keyring, visit.params.token ?? '', now)
  if (!way) return { outcome: 'gone' }
  const isPassword = fields.intent === 'password' && way.madeBy !== null
  let passkey: NewPasskey | null = null
  if (isPassword) {
    const refused = refusePassword(visit, fields)
    if (refused) return { outcome: 'refused', form: refused }
  } else {
    passkey = await postedPasskey(visit, fields, way.organizerId)
    if (!passkey) return { outcome: 'refused', form: refusedForm(visit.t, {}, 'passkey', 'passkeyWrong') }
  }
  const secret = isPassword
    ? {
        ...passwordColumns(visit.keyring, way.organizerId, await hashPassword(fields.password!)),
        sealed_totp: sealTotp(vault, way.organizerId, fields.secret!),
        totp_step: String(setUpStep(fields, now)),
      }
    : null
  const name = usualPasskeyName(visit, await zoneOf(visit, way.organizerId))
  return db.transaction().execute(async (trx): Promise<CameBack> => {
    if (!(await useWayBack(trx, way.id, now))) return { outcome: 'gone' }
    if (passkey) await keepPasskey(trx, visit.keyring, way.organizerId, passkey, name, now)
    if (secret) await trx.updateTable('organizer').set(secret).where('id', '=', way.organizerId).execute()
    await endSessions(trx, way.organizerId, {}, now)
    const subject = `${way.madeBy === null ? 'recovery code' : `link of ${way.madeBy}`}: new ${isPassword ? 'password' : 'passkey'}`
    await audit(trx, { organizerId: way.organizerId, groupId: null, act: 'came-back', subject }, now)
    return {
      outcome: 'back',
      entry: await enterOffice(trx, visit, {
        organizerId: way.organizerId,
        way: isPassword ? 'password' : 'passkey',
      }),
    }
  })
}

function refusePassword(visit: Visit, fields: Fields): FormState | null {
  const read = readPassword(fields)
  if (read.outcome === 'invalid') return { values: withoutSecrets(fields), errors: read.form.errors }
  return setUpStep(fields, visit.now) === null ? refusedForm(visit.t, fields, 'code', 'codeWrong') : null
}
