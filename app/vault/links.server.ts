import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keyring'

/**
 * The token in a message's links: 22 URL-safe characters (128 bits), derived from the message id, so that it can be
 * sent again without being stored.
 */
export function linkToken(keyring: Keyring, messageId: string): string {
  return createHmac('sha256', keyring.linkKey)
    .update(`link ${messageId}`)
    .digest()
    .subarray(0, 16)
    .toString('base64url')
}

/** Hash of a token: stored in the database, and all the web process needs to recognize it. */
export function linkHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Six digits that confirm one signature from a phone. */
export function confirmationCode(keyring: Keyring, signatureId: string): string {
  const number = createHmac('sha256', keyring.linkKey).update(`code ${signatureId}`).digest().readUIntBE(0, 6)
  return String(number % 1_000_000).padStart(6, '0')
}

/**
 * The token in an email's return path: the message id and our MAC, in 48 characters that survive servers that change
 * case.
 */
export function bounceToken(keyring: Keyring, messageId: string): string {
  return `${messageId.replaceAll('-', '')}${bounceMark(keyring, messageId)}`
}

/** The message that a return path belongs to, or null when the MAC is not ours. */
export function messageOfBounce(keyring: Keyring, token: string): string | null {
  const [, ...parts] =
    /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})([0-9a-f]{16})$/.exec(token.toLowerCase()) ?? []
  const mark = parts.pop()
  if (!mark) return null
  const messageId = parts.join('-')
  return timingSafeEqual(Buffer.from(mark), Buffer.from(bounceMark(keyring, messageId))) ? messageId : null
}

function bounceMark(keyring: Keyring, messageId: string): string {
  return createHmac('sha256', keyring.linkKey).update(`bounce ${messageId}`).digest('hex').slice(0, 16)
}
