import { createHmac } from 'node:crypto'
import type { Channel } from '#db/schema'
import type { Keyring } from './keyring'

/** Finds a contact without reading it: HMAC-SHA256 under a key that is not in the database. @param contact normalised */
export function contactIndex(keyring: Keyring, channel: Channel, contact: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`${channel} ${contact}`).digest()
}

/** Recognises an e-mail domain without reading it; sixteen bytes. @param domain lower case */
export function domainIndex(keyring: Keyring, domain: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`domain ${domain}`).digest().subarray(0, 16)
}

/** Tells two people on one contact apart. @param name folded by `foldName` */
export function nameIndex(keyring: Keyring, name: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`name ${name}`).digest()
}
