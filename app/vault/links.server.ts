import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Keyring } from './keyring'

/**
 * The token of the one thing a message asks for: to confirm, to open the own page, to get a digest. Its template says
 * which. 22 URL-safe characters (128 bits), derived from the message id, so that it can be sent again without being
 * stored.
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

/**
 * The hash of a message to many, which has no link but the one that stops: of its id after a byte that no token begins with,
 * as the statement that plans it computes it too.
 */
export function hashOfBroadcast(messageId: string): Buffer {
  return createHash('sha256')
    .update(Buffer.from(`ff${messageId.replaceAll('-', '')}`, 'hex'))
    .digest()
}

/** Six digits that confirm one signature from a phone. */
export function confirmationCode(keyring: Keyring, signatureId: string): string {
  const number = createHmac('sha256', keyring.linkKey).update(`code ${signatureId}`).digest().readUIntBE(0, 6)
  return String(number % 1_000_000).padStart(6, '0')
}

/** Six digits that confirm one request for news from a phone. */
export function newsCode(keyring: Keyring, subscriptionId: string): string {
  return confirmationCode(keyring, `news ${subscriptionId}`)
}

/**
 * The token of the link that stops messages to a message's recipient, and does nothing else: the message id and our
 * MAC, in 38 URL-safe characters.
 */
export function stopToken(keyring: Keyring, messageId: string): string {
  const id = Buffer.from(messageId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, stopMark(keyring, messageId)]).toString('base64url')
}

/** Whether nothing of a stop link's token got lost on its way. Links from before had tokens of 22 characters. */
export function isWholeStopToken(token: string): boolean {
  return /^(?:[\w-]{38}|[\w-]{22})$/.test(token)
}

/** The message that a stop link was sent in, or null when the MAC is not ours. */
export function messageOfStop(keyring: Keyring, token: string): string | null {
  if (!/^[\w-]{38}$/.test(token)) return null
  const messageId = formatUuid(Buffer.from(token, 'base64url').subarray(0, 16).toString('hex'))
  return timingSafeEqual(Buffer.from(token), Buffer.from(stopToken(keyring, messageId))) ? messageId : null
}

/** 96 bits. */
function stopMark(keyring: Keyring, messageId: string): Buffer {
  return createHmac('sha256', keyring.linkKey).update(`stop ${messageId}`).digest().subarray(0, 12)
}

function formatUuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
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
  const [, id, mark] = /^([0-9a-f]{32})([0-9a-f]{16})$/.exec(token.toLowerCase()) ?? []
  if (!id || !mark) return null
  const messageId = formatUuid(id)
  return timingSafeEqual(Buffer.from(mark), Buffer.from(bounceMark(keyring, messageId))) ? messageId : null
}

function bounceMark(keyring: Keyring, messageId: string): string {
  return createHmac('sha256', keyring.linkKey).update(`bounce ${messageId}`).digest('hex').slice(0, 16)
}
