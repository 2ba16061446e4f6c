import type { KeyObject } from 'node:crypto'
import type { Channel } from '#db/schema'
import type { Submission } from '~/queue/intake/submission'
import { contactIndex, domainIndex, nameIndex } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'
import { signerToken } from '~/vault/open.server'
import { domainOf, foldEmail, foldName } from './fold-contact'

/** A way to reach somebody, and the mark it is recognised by. */
export interface IndexedContact {
  channel: Channel
  /** Address as typed, or E.164. */
  contact: string
  contactIndex: Buffer
  /** Of mail: by which its domain is recognised. */
  domainIndex: Buffer | null
}

/** The marks by which a signer is recognised, none of which can be read back. */
export interface SignerIndexes extends IndexedContact {
  /** The phone, when both were given: we write to the mailbox first. */
  other: IndexedContact | null
  nameIndex: Buffer
  /** As `contactIndex` and `nameIndex`, but under the campaign's own key, which is destroyed at its close. */
  contactToken: Buffer
  nameToken: Buffer
}

/** @throws when neither address nor number was given, which the form does not let through */
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
    contactToken: signerToken(tokenKey, `${first.channel} ${folded(first.channel, first.contact)}`),
    nameToken: signerToken(tokenKey, `name ${name}`),
  }
}

/** Marks one address or number. */
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
