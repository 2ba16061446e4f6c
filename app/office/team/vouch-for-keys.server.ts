import { sql } from 'kysely'
import type { Db } from '#db/client'
import { audit } from '~/office/guard/audit.server'
import type { Keyring } from '~/vault/keyring'
import { passkeyMac } from './passkeys.server'
import { recoveryCodeMac } from './sign-in.server'

/**
 * Gives passkeys and recovery codes from before rows had a MAC theirs, once in the life of a database. The ledger says that
 * it was done, and the office cannot take a line out of the ledger: a row that is put in by hand later stays closed.
 *
 * @returns how many got one; null when it was done before
 */
export async function vouchForOldKeys(db: Db, keyring: Keyring, now: Date): Promise<number | null> {
  return db.transaction().execute(async (trx) => {
    // Two offices that start together would both find no line.
    await sql`select pg_advisory_xact_lock(hashtext('firme old keys'))`.execute(trx)
    const done = await trx.selectFrom('audit').select('seq').where('act', '=', 'vouched-for-keys').executeTakeFirst()
    if (done) return null
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
      .execute()
    for (const code of codes)
      await trx
        .updateTable('recovery_code')
        .set({ mac: recoveryCodeMac(keyring, code) })
        .where('organizer_id', '=', code.organizer_id)
        .where('hash', '=', code.hash)
        .execute()
    const howMany = passkeys.length + codes.length
    const subject = `${passkeys.length} passkeys, ${codes.length} recovery codes`
    await audit(trx, { organizerId: null, groupId: null, act: 'vouched-for-keys', subject, howMany }, now)
    return howMany
  })
}
