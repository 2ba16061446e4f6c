import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'
import type { Db } from '#db/client'
import { closeBox } from './box.server'
import { rawPublicKey } from './epoch.server'
import type { Keyring } from './keyring'
import type { SealingKey } from './seal.server'

/** What a wrapped key is for; part of what it is bound to. */
export type KeyPurpose = 'private' | 'data' | 'token'

/**
 * Creates the keys of a campaign, or of the site (null), once: a key pair for submissions, a key for data at rest and a
 * key for the tokens that detect duplicates. All secret keys are wrapped under the keyring.
 */
export async function createVaultKey(db: Db, keyring: Keyring, campaignId: string | null): Promise<void> {
  const id = randomUUID()
  const pair = generateKeyPairSync('x25519')
  const wrap = (secret: Buffer, purpose: KeyPurpose) => closeBox(keyring.wrapKey, secret, wrapAad(id, purpose))
  await db
    .insertInto('vault_key')
    .values({
      id,
      campaign_id: campaignId,
      public_key: rawPublicKey(pair.publicKey),
      wrapped_private_key: wrap(pair.privateKey.export({ format: 'der', type: 'pkcs8' }), 'private'),
      wrapped_data_key: wrap(randomBytes(32), 'data'),
      wrapped_token_key: wrap(randomBytes(32), 'token'),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Creates a new token key for a campaign that is reopened after the old one was destroyed. Does nothing while there is
 * one.
 */
export async function renewTokenKey(db: Db, keyring: Keyring, campaignId: string, now: Date): Promise<void> {
  const row = await db
    .selectFrom('vault_key')
    .select('id')
    .where('campaign_id', '=', campaignId)
    .where('wrapped_token_key', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return
  const wrapped = closeBox(keyring.wrapKey, randomBytes(32), wrapAad(row.id, 'token'))
  await db
    .updateTable('vault_key')
    .set({ wrapped_token_key: wrapped, token_key_renewed_at: now })
    .where('id', '=', row.id)
    .execute()
}

/** Binds `createVaultKey` to one keyring, for seeds, which know nothing about keyrings. */
export function vaultKeyCreator(keyring: Keyring): (db: Db, campaignId: string | null) => Promise<void> {
  return (db, campaignId) => createVaultKey(db, keyring, campaignId)
}

/**
 * The public key of a campaign, or of the site (null).
 *
 * @throws when there is none: the installation is broken
 */
export async function sealingKey(db: Db, campaignId: string | null): Promise<SealingKey> {
  const row = await db
    .selectFrom('vault_key')
    .select(['id', 'public_key'])
    .where('campaign_id', campaignId === null ? 'is' : '=', campaignId)
    .executeTakeFirstOrThrow()
  return { keyId: row.id, publicKey: row.public_key }
}

/** What a wrapped key is bound to. */
export function wrapAad(vaultKeyId: string, purpose: KeyPurpose): string {
  return `vault_key ${vaultKeyId} ${purpose}`
}
