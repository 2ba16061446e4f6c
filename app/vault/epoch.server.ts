import { createPublicKey, createSecretKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'

const x25519SpkiPrefix = Buffer.from('302a300506032b656e032100', 'hex')

/** Bytes of an envelope's header: version, ephemeral public key, wrapped epoch key with its tag. */
export const headerBytes = 1 + 32 + 48
export const envelopeVersion = 1

/** A raw X25519 public key of 32 bytes as a key object (RFC 8410). */
export function publicKeyFrom(raw: Buffer): KeyObject {
  return createPublicKey({ key: Buffer.concat([x25519SpkiPrefix, raw]), format: 'der', type: 'spki' })
}

/** The 32 raw bytes of an X25519 public key. */
export function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(x25519SpkiPrefix.length)
}

/**
 * The key that wraps an epoch's data key: X25519, then HKDF-SHA256 over both public keys (the construction of RFC
 * 9180's DHKEM). New for every ephemeral key, so its single box may use nonce zero.
 */
export function epochWrapKey(
  privateKey: KeyObject,
  publicKey: KeyObject,
  ephemeral: Buffer,
  recipient: Buffer,
): KeyObject {
  const shared = diffieHellman({ privateKey, publicKey })
  const derived = hkdfSync('sha256', shared, Buffer.concat([ephemeral, recipient]), 'firme intake epoch v1', 32)
  shared.fill(0)
  return createSecretKey(Buffer.from(derived))
}

/** What an envelope is bound to: the vault key, the kind of submission and its row. */
export function envelopeAad(keyId: string, kind: string, rowId: string): string {
  return `${keyId} ${kind} ${rowId}`
}
