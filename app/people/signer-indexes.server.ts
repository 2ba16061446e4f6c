import type { KeyObject } from 'node:crypto'
import type { Channel } from '#db/schema'
import type { Submission } from '~/queue/intake/submission'
import { contactIndex, domainIndex, nameIndex } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'
import { signerToken } from '~/vault/open.server'
import { domainOf, foldEmail, foldName } from './fold-contact'

/** A contact with its blind index. */
export interface IndexedContact {
  channel: Channel
  /** Address as typed, or E.164. */
  contact: string
  contactIndex: Buffer
  /** Blind index of the domain; null for phones. */
  domainIndex: Buffer | null
}

/** The blind indexes by which a signer is recognized. None can be reversed. */
export interface SignerIndexes extends IndexedContact {
  /** The phone, when both were given: mail is tried first. */
  other: IndexedContact | null
  nameIndex: Buffer
  /** Like `contactIndex` and `nameIndex`, but under the campaign's own key, which is destroyed after it closes. */
  contactToken: Buffer
  nameToken: Buffer
}

/** Computes a signer's blind indexes. @throws when both address and number are missing, which the form prevents */
export function signerIndexes(
  keyring: Keyring,
  tokenKey: KeyObject,
  submission: Pick<Submission<'signature'>, 'givenName' | 'familyName' | 'email' | 'phone'>,
): SignerIndexes {
  const mail = submission.email ? indexContact(keyring, 'mail', submission.email) : null
  const sms = submission.phone ? indexContact(keyring, 'sms', submission.phone) : null
  const first = mail ?? sms
  if (!first) throw new Error('a signature needs an address or a number')
  const name = foldName(submission.givenName, submission.familyName)
  return {
    ...first,
    other: mail && sms ? sms : null,
    nameIndex: nameIndex(keyring, name),
    contactToken: contactToken(tokenKey, first.channel, first.contact),
    nameToken: signerToken(tokenKey, `name ${name}`),
  }
}

/** Computes the token of an address or number under a campaign's own key. */
export function contactToken(tokenKey: KeyObject, channel: Channel, contact: string): Buffer {
  return signerToken(tokenKey, `${channel} ${folded(channel, contact)}`)
}

/** Computes the blind indexes of an address or number. */
export function indexContact(keyring: Keyring, channel: Channel, contact: string): IndexedContact {
  return {
    channel,
    contact,
    contactIndex: contactIndex(keyring, channel, folded(channel, contact)),
    domainIndex: channel === 'mail' ? domainIndex(keyring, domainOf(contact)) : null,
  }
}

function folded(channel: Channel, contact: string): string {
  return channel === 'mail' ? foldEmail(contact) : contact
}
