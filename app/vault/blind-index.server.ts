import { createHmac } from 'node:crypto'
import type { Channel } from '#db/schema'
import type { Keyring } from './keyring'

/**
 * Blind index of a contact: HMAC-SHA256 under a key that is not in the database.
 *
 * @param contact normalized
 */
export function contactIndex(keyring: Keyring, channel: Channel, contact: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`${channel} ${contact}`).digest()
}

/**
 * Blind index of an email domain; sixteen bytes.
 *
 * @param domain lowercase
 */
export function domainIndex(keyring: Keyring, domain: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`domain ${domain}`).digest().subarray(0, 16)
}

/**
 * Blind index of a name; distinguishes people who share a contact.
 *
 * @param name folded by `foldName`
 */
export function nameIndex(keyring: Keyring, name: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`name ${name}`).digest()
}

/**
 * Mark of a ZIP, to find who lives there without keeping it readable: a number of six bytes, which JSON holds too. Few people
 * have the same, so it is kept for those alone who do not sign privately.
 */
export function zipMark(keyring: Keyring, zip: string): string {
  return createHmac('sha256', keyring.blindKey).update(`zip ${zip}`).digest().readUIntBE(0, 6).toString()
}

/** Blind index of a contact's request to be told about a place; it shows neither, and not that two people asked alike. */
export function requestIndex(
  keyring: Keyring,
  request: { divisionId: string; advocacyId: string; contactId: string },
): Buffer {
  const { divisionId, advocacyId, contactId } = request
  return createHmac('sha256', keyring.blindKey).update(`request ${divisionId} ${advocacyId} ${contactId}`).digest()
}
