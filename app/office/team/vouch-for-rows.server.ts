import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { audit } from '~/office/guard/audit.server'
import { roleMac } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { fitsMac } from '~/vault/row-mac.server'
import { passkeyMac } from './passkeys.server'
import { passwordColumns } from './password.server'
import { recoveryCodeMac, underKeyring } from './recovery-codes.server'

/**
 * Gives passkeys, recovery codes, roles and passwords from before rows had a MAC theirs, each once in the life of a
 * database. The audit log says that it was done, and the office cannot take an entry out of it: a row that is put in by hand
 * later stays closed.
 *
 * @returns how many got one; null when all was done before
 */
export async function vouchForOldRows(db: Db, keyring: Keyring, now: Date): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    // Two offices that start together would both find no entry.
    await sql`select pg_advisory_xact_lock(hashtext('firme old keys'))`.execute(trx)
    let all: number | null = null
    for (const [act, vouch] of [
      ['vouched-for-keys', vouchForKeys],
      ['vouched-for-roles', vouchForRoles],
      ['locked-recovery-codes', lockRecoveryCodes],
      ['vouched-for-passwords', vouchForPasswords],
    ] as const) {
      if (await trx.selectFrom('audit').select('seq').where('act', '=', act).executeTakeFirst()) continue
      const { subject, howMany } = await vouch(trx, keyring)
      await audit(trx, { organizerId: null, groupId: null, act, subject, howMany }, now)
      all = (all ?? 0) + howMany
    }
    return all
  })
}

async function vouchForKeys(trx: Trx, keyring: Keyring): Promise<{ subject: string; howMany: number }> {
  const passkeys = await trx
    .selectFrom('passkey')
    .select(['id', 'organizer_id', 'credential_id', 'public_key'])
    .where('mac', 'is', null)
    .execute()
  for (const key of passkeys)
    await trx
      .updateTable('passkey')
      .set({ mac: passkeyMac(keyring, key) })
      .where('id', '=', key.id)
      .execute()
  const codes = await trx
    .selectFrom('recovery_code')
    .select(['organizer_id', 'hash'])
    .where('mac', 'is', null)
    .where('used_at', 'is', null)
    .execute()
  for (const code of codes)
    await trx
      .updateTable('recovery_code')
      .set({ mac: recoveryCodeMac(keyring, code) })
      .where('organizer_id', '=', code.organizer_id)
      .where('hash', '=', code.hash)
      .execute()
  return {
    subject: `${passkeys.length} passkeys, ${codes.length} recovery codes`,
    howMany: passkeys.length + codes.length,
  }
}

async function vouchForRoles(trx: Trx, keyring: Keyring): Promise<{ subject: string; howMany: number }> {
  const roles = await trx
    .selectFrom('organizer_role')
    .select(['organizer_id', 'group_id', 'role', 'since'])
    .where('mac', 'is', null)
    .forUpdate()
    .execute()
  for (const row of roles)
    await trx
      .updateTable('organizer_role')
      .set({ mac: roleMac(keyring, row) })
      .where('organizer_id', '=', row.organizer_id)
      .where('group_id', '=', row.group_id)
      .execute()
  return { subject: `${roles.length} roles`, howMany: roles.length }
}

async function vouchForPasswords(trx: Trx, keyring: Keyring): Promise<{ subject: string; howMany: number }> {
  const rows = await trx
    .selectFrom('organizer')
    .select(['id', 'password_hash'])
    .where('password_hash', 'is not', null)
    .where('password_mac', 'is', null)
    .forUpdate()
    .execute()
  for (const { id, password_hash: hash } of rows)
    await trx
      .updateTable('organizer')
      .set(passwordColumns(keyring, id, hash))
      .where('id', '=', id)
      .execute()
  return { subject: `${rows.length} passwords`, howMany: rows.length }
}

/** Puts the hashes of recovery codes under the keyring; they were kept as hashes that can be searched without it. */
async function lockRecoveryCodes(trx: Trx, keyring: Keyring): Promise<{ subject: string; howMany: number }> {
  const codes = await trx
    .selectFrom('recovery_code')
    .select(['organizer_id', 'hash', 'mac'])
    .where('used_at', 'is', null)
    .execute()
  const ours = codes.filter((code) => code.mac !== null && fitsMac(code.mac, recoveryCodeMac(keyring, code)))
  for (const { organizer_id, hash } of ours) {
    const locked = { organizer_id, hash: underKeyring(keyring, hash) }
    await trx
      .updateTable('recovery_code')
      .set({ hash: locked.hash, mac: recoveryCodeMac(keyring, locked) })
      .where('organizer_id', '=', organizer_id)
      .where('hash', '=', hash)
      .execute()
  }
  return { subject: `${ours.length} recovery codes`, howMany: ours.length }
}
