import { isLanguage } from '~/i18n/language'
import type { Fresh, Office } from '~/office/guard/guard.server'
import { endSessions, openSessions } from '~/office/guard/sessions.server'
import type { FormState } from '~/ui/forms/form-state'
import { typedLine } from '~/ui/forms/typed-text'
import { zoneNames } from '~/ui/page/zones'
import { groupNameOf, usualPasskeyName } from './passkey-names.server'
import { beginPasskey, keepPasskey } from './passkeys.server'
import { hashPassword, ownHash, passwordColumns, readPassword } from './password.server'
import { postedPasskey } from './posted-passkey.server'
import { renewRecoveryCodes } from './recovery-codes.server'
import { refusedForm } from './refused-form'
import { uuidOf } from './team.server'

/** One's own account, for its page. */
export async function readAccount(office: Office) {
  const { db, organizer, now } = office
  const [passkeys, sessions, codes, row, ceremony] = await Promise.all([
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
    db.selectFrom('organizer').select('password_hash').where('id', '=', organizer.id).executeTakeFirstOrThrow(),
    beginPasskey(db, office.env.officeUrl, { ...organizer, group: await groupNameOf(office, organizer.id) }, now),
  ])
  return {
    name: organizer.name,
    email: organizer.email,
    roles: office.roles.map(({ groupId, role }) => ({ group: office.groups.get(groupId)!.name, role })),
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
    groupZone: office.groupZone,
    codesLeft: Number(codes.left),
    hasPassword: row.password_hash !== null,
    challengeId: ceremony.id,
    options: ceremony.options,
  }
}

type Changed = { outcome: 'changed' } | { outcome: 'codes'; codes: string[] } | { outcome: 'refused'; form: FormState }

const needsProof = new Set(['add-passkey', 'remove-passkey', 'recovery-codes', 'password'])

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
        .set({ time_zone: zoneNames.find((zone) => zone === fields.zone) ?? null })
        .where('id', '=', organizer.id)
        .execute()
      return { outcome: 'changed' }
    case 'end-session':
    case 'end-others': {
      const ended = await endSessions(
        db,
        organizer.id,
        fields.intent === 'end-others' ? { except: office.session.id } : { only: uuidOf(fields.id) },
        now,
      )
      await office.audit({ groupId: null, act: 'ended-sessions', subject: organizer.id, howMany: ended })
      return { outcome: 'changed' }
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
      await note('new recovery codes')
      return { outcome: 'codes', codes: await renewRecoveryCodes(db, office.keyring, organizer.id) }
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
      return { outcome: 'changed' }
    }
    default:
      throw new Response(null, { status: 400 })
  }
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
