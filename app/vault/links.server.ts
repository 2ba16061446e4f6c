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
 * The token of the link that stops messages to a message's recipient, and does nothing else: the message id, our MAC and a
 * checksum, in 42 URL-safe characters. The web process has no key for the MAC; by the checksum it sees a link that was
 * damaged on its way, and does not say that messages stopped.
 */
export function stopToken(keyring: Keyring, messageId: string): string {
  const signed = signedStop(keyring, messageId)
  return Buffer.concat([signed, checksum(signed)]).toString('base64url')
}

/**
 * Whether nothing of a stop link's token got lost or was changed on its way. Links from before had tokens of 38 characters,
 * without the checksum, or of 22; of those, only the length can be seen, and an end that was cut.
 */
export function isWholeStopToken(token: string): boolean {
  if (!/^(?:[\w-]{42}|[\w-]{38}|[\w-]{22})$/.test(token)) return false
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.toString('base64url') !== token) return false
  return token.length !== 42 || checksum(bytes.subarray(0, signedLength)).equals(bytes.subarray(signedLength))
}

/** The message that a stop link was sent in, or null when the MAC is not ours. */
export function messageOfStop(keyring: Keyring, token: string): string | null {
  if (!isWholeStopToken(token) || token.length === 22) return null
  const signed = Buffer.from(token, 'base64url').subarray(0, signedLength)
  const messageId = formatUuid(signed.subarray(0, 16).toString('hex'))
  return timingSafeEqual(signed, signedStop(keyring, messageId)) ? messageId : null
}

const signedLength = 28

function signedStop(keyring: Keyring, messageId: string): Buffer {
  return Buffer.concat([Buffer.from(messageId.replaceAll('-', ''), 'hex'), stopMark(keyring, messageId)])
}

/** 24 bits, without a key: against accidents only. */
function checksum(signed: Buffer): Buffer {
  return createHash('sha256').update('stop link').update(signed).digest().subarray(0, 3)
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
