import { createHash, createHmac } from 'node:crypto'
import type { Keyring } from './keyring'

/**
 * The token in a message's links: 22 URL-safe characters (128 bits), derived from the message, so that it need not
 * be stored to be sent again.
 */
export function linkToken(keyring: Keyring, messageId: string): string {
  return createHmac('sha256', keyring.linkKey).update(`link ${messageId}`).digest().subarray(0, 16).toString('base64url')
}

/** What the database keeps of a token, and all the web process needs to recognise it. */
export function linkHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Six digits that confirm one signature from a phone. */
export function confirmationCode(keyring: Keyring, signatureId: string): string {
  const number = createHmac('sha256', keyring.linkKey).update(`code ${signatureId}`).digest().readUIntBE(0, 6)
  return String(number % 1_000_000).padStart(6, '0')
}
