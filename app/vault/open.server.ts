import { createHmac, createPrivateKey, createSecretKey, type KeyObject } from 'node:crypto'
import type { Db } from '#db/client'
import { closeBox, decryptWithNonce, openBox } from './box.server'
import { envelopeAad, envelopeVersion, epochWrapKey, headerBytes, publicKeyFrom } from './epoch.server'
import type { Keyring, PersonDetails, Sealed } from './keyring'
import { wrapAad } from './vault-keys.server'

/** The unwrapped keys of one campaign, or of the site. */
export interface CampaignKeys {
  keyId: string
  campaignId: string | null
  publicKey: Buffer
  /** Created on first use: it costs more than all the others. */
  privateKey: () => KeyObject
  dataKey: KeyObject
  /** Null once the campaign is closed: the tokens that detect duplicates can then no longer be linked to anybody. */
  tokenKey: KeyObject | null
  /** The campaign was reopened after its token key was destroyed: tokens of older signatures match nobody. */
  isTokenKeyRenewed: boolean
}

/** All keys, unwrapped. Only worker and office ever hold one. */
export interface Vault {
  byKeyId: Map<string, CampaignKeys>
  byCampaign: Map<string, CampaignKeys>
  /**
   * Keys for what belongs to no campaign, such as organizers.
   *
   * @throws when the site has no key yet
   */
  site: () => CampaignKeys
}

/**
 * Unwraps the keys of every campaign and of the site. Cheap enough to do for every batch, so that a new campaign or a
 * destroyed key takes effect at once.
 *
 * @throws when another keyring wrapped them
 */
export async function openVault(db: Db, keyring: Keyring): Promise<Vault> {
  const rows = await db.selectFrom('vault_key').selectAll().execute()
  const vault: Vault = { byKeyId: new Map(), byCampaign: new Map(), site: () => siteKeys(vault) }
  for (const row of rows) {
    const unwrap = (box: Buffer, purpose: 'private' | 'data' | 'token') =>
      openBox(keyring.wrapKey, box, wrapAad(row.id, purpose))
    const keys: CampaignKeys = {
      keyId: row.id,
      campaignId: row.campaign_id,
      publicKey: row.public_key,
      privateKey: once(() =>
        createPrivateKey({ key: unwrap(row.wrapped_private_key, 'private'), format: 'der', type: 'pkcs8' }),
      ),
      dataKey: createSecretKey(unwrap(row.wrapped_data_key, 'data')),
      tokenKey: row.wrapped_token_key && createSecretKey(unwrap(row.wrapped_token_key, 'token')),
      isTokenKeyRenewed: row.token_key_renewed_at !== null,
    }
    vault.byKeyId.set(row.id, keys)
    if (row.campaign_id) vault.byCampaign.set(row.campaign_id, keys)
  }
  return vault
}

function once<Result>(make: () => Result): () => Result {
  let made: Result | undefined
  return () => (made ??= make())
}

/** Bytes that nobody sealed to us, as they are; or that were damaged or moved since. */
export class NotSealedToUs extends Error {}

/**
 * Opens submissions. Caches recent epochs' data keys, so that X25519 runs once per epoch rather than per submission.
 *
 * @throws NotSealedToUs when the bytes were not sealed to this vault, as this kind, in this row; another error when the
 *   key is missing or cannot be unwrapped, and they may be ours
 */
export function createSubmissionOpener() {
  const epochKeys = new Map<string, KeyObject>()
  return (vault: Vault, row: { id: string; key_id: string; kind: string; sealed: Buffer }): string => {
    const keys = vault.byKeyId.get(row.key_id)
    if (!keys) throw new Error(`no vault key ${row.key_id}`)
    const header = row.sealed.subarray(0, headerBytes)
    const remembered = header.toString('latin1')
    let epochKey = epochKeys.get(remembered)
    if (!epochKey) {
      epochKey = openEpoch(keys, header)
      if (epochKeys.size >= 100) epochKeys.clear()
      epochKeys.set(remembered, epochKey)
    }
    const nonce = row.sealed.subarray(headerBytes, headerBytes + 12)
    const aad = envelopeAad(row.key_id, row.kind, row.id)
    const [key, box] = [epochKey, row.sealed.subarray(headerBytes + 12)]
    return authentic(() => decryptWithNonce(key, nonce, box, aad)).toString('utf8')
  }
}

function openEpoch(keys: CampaignKeys, header: Buffer): KeyObject {
  const privateKey = keys.privateKey()
  return authentic(() => {
    // Nothing vouches for this byte: a worker must read a new version before web writes it.
    if (header[0] !== envelopeVersion) throw new Error('sealed by another version of Firme')
    const ephemeral = header.subarray(1, 33)
    const wrapKey = epochWrapKey(privateKey, publicKeyFrom(ephemeral), ephemeral, keys.publicKey)
    return createSecretKey(decryptWithNonce(wrapKey, Buffer.alloc(12), header.subarray(33), keys.keyId))
  })
}

function authentic<Opened>(open: () => Opened): Opened {
  try {
    return open()
  } catch (error) {
    throw new NotSealedToUs('these bytes were not sealed to us', { cause: error })
  }
}

/** Seals a contact at rest, bound to its row. */
export function sealContact(keys: CampaignKeys, id: string, contact: string): Sealed<string> {
  return closeBox(keys.dataKey, contact, `contact_point ${id}`) as Sealed<string>
}

/** Opens a contact: the email address, or the number in E.164. */
export function openContact(vault: Vault, row: { id: string; campaign_id: string; sealed: Buffer }): string {
  return openBox(keysOf(vault, row.campaign_id).dataKey, row.sealed, `contact_point ${row.id}`).toString('utf8')
}

/** Seals a person's details at rest, bound to their row. */
export function sealPerson(keys: CampaignKeys, id: string, details: PersonDetails): Sealed<PersonDetails> {
  return closeBox(keys.dataKey, JSON.stringify(details), `person ${id}`) as Sealed<PersonDetails>
}

export function openPerson(vault: Vault, row: { id: string; campaign_id: string; sealed: Buffer }): PersonDetails {
  return JSON.parse(openBox(keysOf(vault, row.campaign_id).dataKey, row.sealed, `person ${row.id}`).toString('utf8'))
}

/** Seals a comment at rest, bound to its signature. */
export function sealComment(keys: CampaignKeys, signatureId: string, comment: string): Sealed<string> {
  return closeBox(keys.dataKey, comment, `signature ${signatureId} comment`) as Sealed<string>
}

export function openComment(vault: Vault, campaignId: string, signatureId: string, box: Buffer): string {
  return openBox(keysOf(vault, campaignId).dataKey, box, `signature ${signatureId} comment`).toString('utf8')
}

/**
 * Token that detects duplicates within a campaign; cannot be linked to anybody once the campaign's token key is
 * destroyed.
 */
export function signerToken(tokenKey: KeyObject, text: string): Buffer {
  return createHmac('sha256', tokenKey).update(text).digest()
}

/**
 * Seals any other text at rest.
 *
 * @param place what it is bound to: table, row and column
 */
export function sealText(keys: CampaignKeys, place: string, text: string): Sealed<string> {
  return closeBox(keys.dataKey, text, place) as Sealed<string>
}

/** The reverse of `sealText`. */
export function openText(keys: CampaignKeys, place: string, box: Buffer): string {
  return openBox(keys.dataKey, box, place).toString('utf8')
}

function siteKeys(vault: Vault): CampaignKeys {
  for (const keys of vault.byKeyId.values()) if (keys.campaignId === null) return keys
  throw new Error('the site has no vault key')
}

/** @throws when the database has lost the campaign's row of `vault_key` */
export function keysOf(vault: Vault, campaignId: string): CampaignKeys {
  const keys = vault.byCampaign.get(campaignId)
  if (!keys) throw new Error(`no vault key for campaign ${campaignId}`)
  return keys
}
