import { z } from 'zod'
import { readWhole } from '#db/whole-number'
import { isLanguage } from '~/i18n/language'
import type { Fresh, Office } from '~/office/guard/guard.server'
import { openOrganizer, sealOrganizer } from '~/office/guard/organizers.server'
import { withoutSecrets } from '~/office/guard/secret-fields'
import { endSessions, openSessions } from '~/office/guard/sessions.server'
import { setDigestHour } from '~/office/today/digest/make-daily-digests.server'
import { emailAddress, namePart } from '~/ui/forms/fields.schema'
import type { FormState } from '~/ui/forms/form-state'
import { readFields } from '~/ui/forms/form-state'
import { typedLine } from '~/ui/forms/typed-text'
import { zoneNames } from '~/ui/page/zones'
import { askToConfirm, dropChanges, queueMail, waitingAddress } from './address-changes.server'
import { groupNameOf, usualPasskeyName } from './passkey-names.server'
import { beginPasskey, keepPasskey } from './passkeys.server'
import { hashPassword, ownHash, passwordColumns, readPassword } from './password.server'
import { postedPasskey } from './posted-passkey.server'
import { renewRecoveryCodes } from './recovery-codes.server'
import { refusedForm } from './refused-form'
import { uuidOf } from './team.server'
import { drawTotp, newTotp, sameTotp, sealTotp, setUpStep } from './totp.server'

/** One's own account, for its page. */
export async function readAccount(office: Office) {
  const { db, organizer, now } = office
  const [passkeys, sessions, codes, row, ceremony, waiting] = await Promise.all([
    db
      .selectFrom('passkey')
      .select(['id', 'name', 'created_at', 'used_at'])
      .where('organizer_id', '=', organizer.id)
      .orderBy('created_at')
      .execute(),
    openSessions(db, organizer.id, now),
    db
      .selectFrom('recovery_code')
      .select((eb) => eb.fn.countAll<string>().as('left'))
      .where('organizer_id', '=', organizer.id)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('organizer')
      .select(['password_hash', 'digest_hour'])
      .where('id', '=', organizer.id)
      .executeTakeFirstOrThrow(),
    beginPasskey(db, office.env.officeUrl, { ...organizer, group: await groupNameOf(office, organizer.id) }, now),
    waitingAddress(db, office),
  ])
  return {
    name: organizer.name,
    email: organizer.email,
    waitingAddress: waiting,
    roles: office.roles.map(({ groupId, role }) => ({
      groupId,
      group: office.groups.get(groupId)!.name,
      role,
    })),
    passkeys: passkeys.map((key) => ({
      id: key.id,
      name: key.name,
      createdOn: key.created_at.toISOString(),
      usedOn: key.used_at?.toISOString() ?? null,
    })),
    sessions: sessions.map((session) => ({
      id: session.id,
      way: session.way,
      seenAt: session.seen_at.toISOString(),
      isThis: session.id === office.session.id,
    })),
    timeZone: office.session.timeZone,
    digestHour: row.digest_hour,
    groupZone: office.groupZone,
    codesLeft: Number(codes.left),
    hasPassword: row.password_hash !== null,
    challengeId: ceremony.id,
    options: ceremony.options,
  }
}

/** Keys under `office.account.done`. */
export const accountDone = ['name', 'asked', 'kept', 'address', 'preferences', 'password', 'app', 'ended'] as const
export type AccountDone = (typeof accountDone)[number]

/** A secret for a new authenticator app, and its QR code; nothing is stored before a code of it was typed. */
type NewApp = { secret: string; qr: string }

type Changed =
  | { outcome: 'changed'; done?: AccountDone }
  | { outcome: 'codes'; codes: string[] }
  | { outcome: 'new-app'; app: NewApp }
  | { outcome: 'refused'; form: FormState; app?: NewApp | null }

const needsProof = new Set(['add-passkey', 'remove-passkey', 'recovery-codes', 'password', 'address', 'new-app', 'app'])

/** What of one's own account is only changed after a fresh proof of identity: the ways to sign in. */
export const provenAccount: Fresh = { act: ({ intent }) => (needsProof.has(intent ?? '') ? 'account' : null) }

/** Changes one's own account. */
export async function changeAccount(office: Office, fields: Record<string, string>): Promise<Changed> {
  const { db, organizer, now } = office
  const note = (subject: string) => office.audit({ groupId: null, act: 'changed-own-access', subject })
  switch (fields.intent) {
    case 'language':
      if (isLanguage(fields.language))
        await db.updateTable('organizer').set({ language: fields.language }).where('id', '=', organizer.id).execute()
      return { outcome: 'changed' }
    case 'zone':
      await db
        .updateTable('organizer')
        .set({
          time_zone: zoneNames.find((zone) => zone === fields.zone) ?? null,
          ...(isLanguage(fields.language) ? { language: fields.language } : {}),
        })
        .where('id', '=', organizer.id)
        .execute()
      return { outcome: 'changed', done: 'preferences' }
    case 'name':
      return rename(office, fields)
    case 'address':
      return askForAddress(office, fields)
    case 'keep-address':
      await db.transaction().execute((trx) => dropChanges(trx, { organizerId: organizer.id, groupId: null }, now))
      return { outcome: 'changed', done: 'kept' }
    case 'new-app':
      return { outcome: 'new-app', app: await drawTotp(newTotp(organizer.email)) }
    case 'app':
      return replaceApp(office, fields)
    case 'digest': {
      const hour = readWhole(fields.hour)
      await setDigestHour(office, hour !== null && hour < 24 ? hour : null)
      return { outcome: 'changed', done: 'preferences' }
    }
    case 'end-session':
    case 'end-others': {
      const ended = await endSessions(
        db,
        organizer.id,
        fields.intent === 'end-others' ? { except: office.session.id } : { only: uuidOf(fields.id) },
        now,
      )
      await office.audit({ groupId: null, act: 'ended-sessions', subject: organizer.id, howMany: ended })
      return { outcome: 'changed', done: 'ended' }
    }
    case 'add-passkey': {
      const { label = '' } = fields
      const name = typedLine(60, 'tooLong').safeParse(label)
      if (!name.success)
        return { outcome: 'refused', form: { values: { label }, errors: [{ field: 'label', message: 'tooLong' }] } }
      const made = await postedPasskey(office, fields, organizer.id)
      if (!made) return { outcome: 'refused', form: refusedForm(office.t, { label }, 'passkey', 'passkeyWrong') }
      await keepPasskey(db, office.keyring, organizer.id, made, name.data || usualPasskeyName(office, office.zone), now)
      await note('added a passkey')
      return { outcome: 'changed' }
    }
    case 'remove-passkey':
      return removePasskey(office, uuidOf(fields.id))
    case 'recovery-codes':
      return db.transaction().execute(async (trx): Promise<Changed> => {
        // Pressed twice, only the codes that were shown last are good.
        await trx.selectFrom('organizer').select('id').where('id', '=', organizer.id).forUpdate().execute()
        await office.audit({ groupId: null, act: 'changed-own-access', subject: 'new recovery codes' }, trx)
        return { outcome: 'codes', codes: await renewRecoveryCodes(trx, office.keyring, organizer.id) }
      })
    case 'password': {
      const read = readPassword(fields)
      if (read.outcome === 'invalid') return { outcome: 'refused', form: { values: {}, errors: read.form.errors } }
      await db
        .updateTable('organizer')
        .set(passwordColumns(office.keyring, organizer.id, await hashPassword(read.value.password)))
        .where('id', '=', organizer.id)
        .where('password_hash', 'is not', null)
        .execute()
      await endSessions(db, organizer.id, { except: office.session.id }, now)
      await note('new password')
      return { outcome: 'changed', done: 'password' }
    }
    default:
      throw new Response(null, { status: 400 })
  }
}

const nameSchema = z.object({ name: namePart.pipe(z.string().min(1, 'ownNameMissing')) })

async function rename(office: Office, fields: Record<string, string>): Promise<Changed> {
  const { db, organizer, vault } = office
  const read = readFields(nameSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('organizer')
      .select(['id', 'sealed'])
      .where('id', '=', organizer.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const sealed = sealOrganizer(vault, organizer.id, { ...openOrganizer(vault, row), name: read.value.name })
    await trx.updateTable('organizer').set({ sealed }).where('id', '=', organizer.id).execute()
    await office.audit({ groupId: null, act: 'changed-own-access', subject: 'new name' }, trx)
  })
  return { outcome: 'changed', done: 'name' }
}

const addressSchema = z.object({
  email: emailAddress.transform((email) => email ?? '').pipe(z.string().min(1, 'emailMissing')),
})

/** The address stays what it is until the new one is confirmed; both hear of it at once. */
async function askForAddress(office: Office, fields: Record<string, string>): Promise<Changed> {
  const { organizer } = office
  const read = readFields(addressSchema, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const address = read.value.email
  if (address === organizer.email)
    return { outcome: 'refused', form: refusedForm(office.t, fields, 'email', 'sameAddress') }
  return office.db.transaction().execute(async (trx): Promise<Changed> => {
    if ((await askToConfirm(trx, office, { groupId: null, address })) === 'too-often')
      return {
        outcome: 'refused',
        form: { values: withoutSecrets(fields), errors: [{ field: 'email', message: 'askedTooOften' }] },
      }
    await queueMail(trx, office, { template: 'address-changes', groupId: null, to: organizer.email })
    await office.audit({ groupId: null, act: 'changed-own-access', subject: 'asked for a new address' }, trx)
    return { outcome: 'changed', done: 'asked' }
  })
}

/** The app that they have works until a code of the new one is typed. Only for those who sign in with a password. */
async function replaceApp(office: Office, fields: Record<string, string>): Promise<Changed> {
  const { db, organizer, vault, now } = office
  const step = setUpStep(fields, now)
  if (step === null)
    return {
      outcome: 'refused',
      form: refusedForm(office.t, {}, 'code', 'codeWrong'),
      app: await sameTotp({ ...fields, email: organizer.email }),
    }
  await db.transaction().execute(async (trx) => {
    const replaced = await trx
      .updateTable('organizer')
      .set({ sealed_totp: sealTotp(vault, organizer.id, fields.secret!), totp_step: String(step) })
      .where('id', '=', organizer.id)
      .where('password_hash', 'is not', null)
      .executeTakeFirst()
    if (replaced.numUpdatedRows === 0n) throw new Response(null, { status: 400 })
    await office.audit({ groupId: null, act: 'changed-own-access', subject: 'new authenticator' }, trx)
  })
  return { outcome: 'changed', done: 'app' }
}

/** Refuses to remove the last way to sign in. */
async function removePasskey(office: Office, id: string): Promise<Changed> {
  const { db, organizer } = office
  const removed = await db.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom('organizer')
      .select(['id', 'password_hash', 'password_mac'])
      .where('id', '=', organizer.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const keys = await trx.selectFrom('passkey').select('id').where('organizer_id', '=', organizer.id).execute()
    if (keys.length < 2 && ownHash(office.keyring, row) === null) return false
    await trx.deleteFrom('passkey').where('id', '=', id).where('organizer_id', '=', organizer.id).execute()
    return true
  })
  if (!removed) return { outcome: 'refused', form: refusedForm(office.t, {}, 'passkey', 'lastWayIn') }
  await office.audit({ groupId: null, act: 'changed-own-access', subject: 'removed a passkey' })
  return { outcome: 'changed' }
}
