import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts under a nonce that the caller must never use twice with this key.
 *
 * @param aad what the box is bound to; opening under another `aad` fails
 * @returns ciphertext followed by the 16-byte tag (AES-256-GCM, NIST SP 800-38D)
 */
export function encryptWithNonce(key: KeyObject, nonce: Buffer, plain: Buffer | string, aad: Buffer | string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(bytes(aad))
  return Buffer.concat([cipher.update(bytes(plain)), cipher.final(), cipher.getAuthTag()])
}

/**
 * The reverse of `encryptWithNonce`.
 *
 * @throws unless key, nonce, bytes and `aad` are those it was made with
 */
export function decryptWithNonce(key: KeyObject, nonce: Buffer, box: Buffer, aad: Buffer | string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(bytes(aad))
  decipher.setAuthTag(box.subarray(box.length - tagBytes))
  return Buffer.concat([decipher.update(box.subarray(0, box.length - tagBytes)), decipher.final()])
}

/** Encrypts under a random 12-byte nonce, which is prepended to the result. Good for 2³² boxes per key. */
export function closeBox(key: KeyObject, plain: Buffer | string, aad: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  return Buffer.concat([nonce, encryptWithNonce(key, nonce, plain, aad)])
}

/**
 * The reverse of `closeBox`.
 *
 * @throws when it was not made with this key and `aad`
 */
export function openBox(key: KeyObject, box: Buffer, aad: string): Buffer {
  return decryptWithNonce(key, box.subarray(0, nonceBytes), box.subarray(nonceBytes), aad)
}

function bytes(value: Buffer | string): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : value
}
