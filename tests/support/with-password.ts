import { Secret, TOTP } from 'otpauth'
import { hashPassword, passwordColumns } from '~/office/team/password.server'
import { sealTotp } from '~/office/team/totp.server'
import { openVault } from '~/vault/open.server'
import type { World } from './firme-test'

export const password = 'maíz frijol calabaza chile'
const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The code that the app shows at that time. */
export const codeAt = (at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })

/** Gives an organizer a password and an app for codes. */
export async function takesPassword(world: World, id: string): Promise<void> {
  const vault = await openVault(world.db, world.keyring)
  await world.db
    .updateTable('organizer')
    .set({
      ...passwordColumns(world.keyring, id, await hashPassword(password)),
      sealed_totp: sealTotp(vault, id, secret),
    })
    .where('id', '=', id)
    .execute()
}
