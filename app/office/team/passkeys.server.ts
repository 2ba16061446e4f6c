import { randomUUID } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import type { Keyring } from '~/vault/keyring'
import { fitsMac, rowMac } from '~/vault/row-mac.server'

/** Options for the browser, and the id of the stored challenge. */
export interface Ceremony<Options> {
  id: string
  options: Options
}

const minutes = 10

/**
 * Starts the registration of a passkey (WebAuthn Level 3, §7.1).
 *
 * @param officeUrl the office's URL; its host is the relying party
 * @param organizer.group name of a group they work in: phones list passkeys by these names
 */
export async function beginPasskey(
  db: Db,
  officeUrl: string,
  organizer: { id: string; name: string; group: string },
  now: Date,
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON>> {
  const known = await db
    .selectFrom('passkey')
    .select('credential_id')
    .where('organizer_id', '=', organizer.id)
    .execute()
  const options = await generateRegistrationOptions({
    rpName: 'Firme',
    rpID: new URL(officeUrl).hostname,
    userID: new Uint8Array(Buffer.from(organizer.id)),
    userName: `${organizer.name} · ${organizer.group}`,
    userDisplayName: `${organizer.name} · ${organizer.group}`,
    attestationType: 'none',
    excludeCredentials: known.map(({ credential_id: id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return { id: await remember(db, options.challenge, organizer.id, now), options }
}

/** A verified passkey, not yet stored. */
export interface NewPasskey {
  credentialId: string
  publicKey: Buffer
  counter: string
}

/**
 * Verifies a new passkey.
 *
 * @returns null when it does not match its challenge, or the challenge is unknown or expired
 */
export async function checkNewPasskey(
  db: Db,
  officeUrl: string,
  organizerId: string,
  challengeId: string,
  response: unknown,
  now: Date,
): Promise<NewPasskey | null> {
  const challenge = await recall(db, challengeId, now)
  if (!challenge || challenge.organizer_id !== organizerId) return null
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge.challenge,
      expectedOrigin: new URL(officeUrl).origin,
      expectedRPID: new URL(officeUrl).hostname,
      requireUserVerification: true,
    })
    if (!verified) return null
    const { id, publicKey, counter } = registrationInfo.credential
    return { credentialId: id, publicKey: Buffer.from(publicKey), counter: String(counter) }
  } catch {
    // The library throws for every kind of mismatch; we treat them all alike.
    return null
  }
}

export async function keepPasskey(
  db: Db,
  keyring: Keyring,
  organizerId: string,
  { credentialId, publicKey, counter }: NewPasskey,
  name: string,
  now: Date,
): Promise<void> {
  await db
    .insertInto('passkey')
    .values({
      id: randomUUID(),
      organizer_id: organizerId,
      credential_id: credentialId,
      public_key: publicKey,
      counter,
      name,
      created_at: now,
      used_at: null,
      mac: passkeyMac(keyring, { organizer_id: organizerId, credential_id: credentialId, public_key: publicKey }),
    })
    .execute()
}

/** Starts a sign-in; the browser offers the passkeys it has, so nobody types an address. */
export async function beginSignIn(
  db: Db,
  officeUrl: string,
  now: Date,
): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON>> {
  const options = await generateAuthenticationOptions({
    rpID: new URL(officeUrl).hostname,
    userVerification: 'required',
  })
  return { id: await remember(db, options.challenge, null, now), options }
}

/** Checks a sign-in. @returns whose passkey it was, or null, also for a passkey that was put into the database by hand */
export async function finishSignIn(
  db: Db,
  { keyring, officeUrl }: { keyring: Keyring; officeUrl: string },
  challengeId: string,
  response: unknown,
  now: Date,
): Promise<string | null> {
  const challenge = await recall(db, challengeId, now)
  const credentialId = (response as { id?: unknown } | null)?.id
  if (!challenge || typeof credentialId !== 'string') return null
  const key = await db
    .selectFrom('passkey')
    .innerJoin('organizer', 'organizer.id', 'passkey.organizer_id')
    .select([
      'passkey.id',
      'passkey.organizer_id',
      'passkey.credential_id',
      'passkey.public_key',
      'passkey.counter',
      'passkey.mac',
    ])
    .where('passkey.credential_id', '=', credentialId)
    .where('organizer.removed_at', 'is', null)
    .executeTakeFirst()
  if (!key || !fitsMac(key.mac, passkeyMac(keyring, key))) return null
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge.challenge,
      expectedOrigin: new URL(officeUrl).origin,
      expectedRPID: new URL(officeUrl).hostname,
      credential: { id: key.credential_id, publicKey: new Uint8Array(key.public_key), counter: Number(key.counter) },
      requireUserVerification: true,
    })
    if (!verified) return null
    await db
      .updateTable('passkey')
      .set({ counter: String(authenticationInfo.newCounter), used_at: now })
      .where('id', '=', key.id)
      .execute()
    return key.organizer_id
  } catch {
    return null
  }
}

/** What a passkey opens: whose account, and to which key. */
export function passkeyMac(
  keyring: Keyring,
  row: { organizer_id: string; credential_id: string; public_key: Buffer },
): Buffer {
  return rowMac(keyring, 'passkey', [row.organizer_id, row.credential_id, row.public_key])
}

async function remember(db: Db, challenge: string, organizerId: string | null, now: Date): Promise<string> {
  const id = randomUUID()
  await db.deleteFrom('passkey_challenge').where('expires_at', '<', now).execute()
  await db
    .insertInto('passkey_challenge')
    .values({ id, challenge, organizer_id: organizerId, expires_at: new Date(now.getTime() + minutes * 60_000) })
    .execute()
  return id
}

/** A challenge can be used once. */
async function recall(db: Db, id: string, now: Date) {
  if (!isUuid(id)) return undefined
  return db
    .deleteFrom('passkey_challenge')
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .returning(['challenge', 'organizer_id'])
    .executeTakeFirst()
}
