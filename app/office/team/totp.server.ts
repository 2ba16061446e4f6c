import { Secret, TOTP } from 'otpauth'
import QRCode from 'qrcode'
import type { Db } from '#db/client'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

const secretOfNobody = new Secret({ size: 20 }).base32

/** A secret for an authenticator app, and the URI for its QR code. RFC 6238. */
export function newTotp(email: string): { secret: string; uri: string } {
  return totpOf(new Secret({ size: 20 }).base32, email)
}

/** A known secret, with the URI for its QR code. */
function totpOf(secret: string, email: string): { secret: string; uri: string } {
  return { secret, uri: new TOTP({ issuer: 'Firme', label: email, secret: Secret.fromBase32(secret) }).toString() }
}

/**
 * The time step of a code, or null when the code does not match the secret. A step is stored when its code is taken, and
 * then neither it nor an earlier one is taken again (RFC 6238, §5.2).
 */
function stepOf(secret: string, code: string, now: Date): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  const delta = totp.validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta
}

/** The step of a code that is typed to set up an app, or null when secret or code are wrong. */
export function setUpStep({ secret, code }: Record<string, string>, now: Date): number | null {
  return isTotpSecret(secret) ? stepOf(secret, (code ?? '').replace(/\s/g, ''), now) : null
}

export function sealTotp(vault: Vault, organizerId: string, secret: string): Buffer {
  return sealText(vault.site(), sealedAs('organizer', organizerId, 'totp'), secret)
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

/** Whether a posted secret has the format of ours. */
function isTotpSecret(secret: string | undefined): secret is string {
  return /^[A-Z2-7]{32}$/.test(secret ?? '')
}

/**
 * Takes a code of an organizer's app, once: its time step is stored before it is accepted. Does the same for somebody
 * without an app, in vain.
 *
 * @param door.noteError hears of a secret that does not open: the row is damaged, and a recovery code is the way in
 */
export async function takeTotp(
  db: Db,
  door: { vault: Vault; noteError: (error: unknown) => void },
  { id, sealed_totp: sealed }: { id: string; sealed_totp: Buffer | null },
  code: string,
  now: Date,
): Promise<boolean> {
  const secret = sealed && openSecret(door.vault, id, sealed, door.noteError)
  const fitting = stepOf(secret ?? secretOfNobody, code, now)
  // No code opens an account without an app, whatever the stand-in secret is.
  const step = secret === null || fitting === null ? -1 : fitting
  const taken = await db
    .updateTable('organizer')
    .set({ totp_step: String(step) })
    .where('id', '=', id)
    .where('totp_step', '<', String(step))
    .executeTakeFirst()
  return taken.numUpdatedRows === 1n
}

function openSecret(vault: Vault, id: string, sealed: Buffer, noteError: (error: unknown) => void): string | null {
  try {
    return openText(vault.site(), sealedAs('organizer', id, 'totp'), sealed)
  } catch (cause) {
    noteError(new Error(`the app of organizer ${id} cannot be opened`, { cause }))
    return null
  }
}
