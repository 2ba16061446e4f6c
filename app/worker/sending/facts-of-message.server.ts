import type { Db } from '#db/client'
import { type LetterBeingComposed, openLetter } from '~/actions/letters/delivery/letters-being-composed.server'
import { letterText } from '~/actions/letters/letter-body'
import { outreachKind } from '~/actions/registry.server'
import type { BroadcastsBeingComposed } from '~/messages/broadcasts/broadcasts-being-composed.server'
import { openOrganizer } from '~/office/guard/organizers.server'
import { invitationToken } from '~/office/team/invitations.server'
import type { DigestContent } from '~/office/today/digest/digest-content'
import { digestFacts } from '~/office/today/digest/digest-words'
import { paths } from '~/paths'
import { type ClaimedMessage, isAddressTemplate, toMany } from '~/queue/outbox/message'
import type { MessageFacts } from '~/queue/outbox/message-facts'
import { shownNumber } from '~/ui/forms/phone-number'
import { longDate, wholeNumber } from '~/ui/page/dates'
import type { Keyring, PersonDetails } from '~/vault/keyring'
import { confirmationCode, linkToken, newsCode, stopToken } from '~/vault/links.server'
import { openContact, openPerson, openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** What is needed to render messages. */
export interface Composing {
  db: Db
  keyring: Keyring
  vault: Vault
  publicUrl: string
  officeUrl: string
  /** Letters that these messages carry or refer to, by message id. */
  letters: ReadonlyMap<string, LetterBeingComposed>
  /** Broadcasts that these messages belong to, and what they say of each reader, by message id. */
  broadcasts: BroadcastsBeingComposed
}

/** The recipient's address or number, decrypted here and stored nowhere. */
export function recipientOf({ vault }: Composing, message: ClaimedMessage): string {
  if (message.invitation)
    return openText(vault.site(), sealedAs('invitation', message.invitation.id), message.invitation.sealed)
  if (isAddressTemplate(message.template)) {
    // A week after it was queued its body is emptied; its link is older than a day then.
    if (!message.sealedBody) throw new Error('this message has no address')
    return openText(vault.site(), sealedAs('message', message.id, 'body'), message.sealedBody)
  }
  if (message.organizer) return openOrganizer(vault, message.organizer).email
  const { id, campaignId, sealed } = signerOf(message)
  return openContact(vault, { id, campaign_id: campaignId, sealed })
}

/** The contact of the signer or writer. @throws when the message goes to somebody else */
export function signerOf({ contact }: ClaimedMessage) {
  if (!contact) throw new Error('this message has no signer')
  return contact
}

/** The values a message can use, with its own links. */
export function factsOf(composing: Composing, message: ClaimedMessage): MessageFacts {
  const { keyring, vault, publicUrl, officeUrl } = composing
  const { language } = message
  const person = personOf(composing, message)
  return {
    givenName: message.organizer ? openOrganizer(vault, message.organizer).name : nameOf(message, person),
    campaignName: message.campaignName ?? '',
    petitionTitle: message.petitionTitle ?? '',
    ownSubject: message.ownSubject ?? '',
    ownText: message.invitation ? whyInvited(composing, message) : (message.ownText ?? ''),
    ownButton: '',
    ownUrl: '',
    petitionUrl: message.petitionSlug ? `${publicUrl}${paths.petition(language, message.petitionSlug)}` : publicUrl,
    actionTitle: message.action?.title ?? '',
    actionUrl: message.action
      ? `${publicUrl}${outreachKind(message.action.kind).path(language, message.action.slug)}`
      : publicUrl,
    shareUrl: shareUrlOf(composing, message, 'sms'),
    shareUrlInMail: `${shareUrlOf(composing, message, 'mail')}#share`,
    confirmUrl: confirmUrlOf(composing, message),
    ownPageUrl: `${publicUrl}${message.template === 'own-page-link' ? paths.ownPage(language, linkToken(keyring, message.id)) : paths.ownPageRequest(language)}`,
    joinUrl: message.invitation
      ? `${officeUrl}${paths.office.join(invitationToken(keyring, message.invitation.id), language)}`
      : '',
    invitation: message.invitation && {
      by: message.invitation.by && openOrganizer(vault, message.invitation.by).name,
      group: message.invitation.group,
      role: message.invitation.role,
    },
    moneyUrl: message.alert ? `${officeUrl}${paths.office.spending()}` : '',
    money: message.alert && {
      way: message.alert.way,
      campaign: message.alert.campaign,
      spent: inDollars(message.alert.spent),
      limit: inDollars(message.alert.limit),
    },
    campaignsUrl: message.forgetting ? `${officeUrl}${paths.office.campaigns()}` : '',
    forgetting: message.forgetting && {
      campaign: message.forgetting.campaign,
      people: wholeNumber(language, message.forgetting.people),
      day: longDate(language, message.forgetting.day),
    },
    list: message.list && { ...message.list, day: message.list.day && longDate(language, message.list.day) },
    groupName: message.groupName,
    groupLine: groupLine(message),
    postalAddress: toMany.includes(message.template) ? (message.postalAddress ?? '') : '',
    addressUrl: isAddressTemplate(message.template)
      ? `${officeUrl}${paths.office.address(linkToken(keyring, message.id))}`
      : '',
    officeUrl: message.digest ? `${officeUrl}${paths.office.home()}` : '',
    accountUrl: message.digest ? `${officeUrl}${paths.office.account()}` : '',
    digest:
      message.digest &&
      digestFacts(
        language,
        { day: message.digest.day, content: message.digest.content as DigestContent },
        (kind) => outreachKind(kind).words(language).plural,
      ),
    signInUrl: message.organizer ? `${officeUrl}${paths.office.signIn()}` : '',
    stopUrl: `${publicUrl}${paths.stop(language, stopToken(keyring, message.id))}`,
    code: codeOf(composing, message),
    ...quoteOf(composing, message),
  }
}

/** The person that a message is to, opened; null when it is to a contact, or to nobody who signs. */
export function personOf({ vault }: Pick<Composing, 'vault'>, message: ClaimedMessage): PersonDetails | null {
  if (!message.personId || !message.sealedPerson) return null
  return openPerson(vault, {
    id: message.personId,
    campaign_id: signerOf(message).campaignId,
    sealed: message.sealedPerson,
  })
}

/** Who is behind a mail to signers: their group, its town, and how to reach it. */
function groupLine({ group, contact }: ClaimedMessage): string {
  if (!group || !contact) return ''
  return [group.name, group.town, group.mail, group.phone && shownNumber(group.phone)].filter(Boolean).join(', ')
}

/** Why somebody is invited who asked for it; '' for others. */
function whyInvited({ vault }: Composing, { id, sealedBody }: ClaimedMessage): string {
  return sealedBody ? openText(vault.site(), sealedAs('message', id, 'body'), sealedBody) : ''
}

/** The petition, with the code of the channel that its link goes out by. */
function shareUrlOf({ publicUrl }: Composing, { petitionSlug, language }: ClaimedMessage, ref: 'mail' | 'sms'): string {
  return petitionSlug ? `${publicUrl}${paths.petition(language, petitionSlug, ref)}` : publicUrl
}

/** A name is said only to the contact that it was recorded with. */
export function nameOf({ contact }: ClaimedMessage, person: PersonDetails | null): string | null {
  return person && person.contactId === contact?.id ? person.givenName || null : null
}

/** The six digits that confirm what this message asks about, by text; '' for others. */
function codeOf({ keyring }: Composing, { signatureId, newsRequestId }: ClaimedMessage): string {
  if (newsRequestId) return newsCode(keyring, newsRequestId)
  return signatureId ? confirmationCode(keyring, signatureId) : ''
}

/** Where the signature, letter, contact or request that this message asks about is confirmed; '' for other messages. */
function confirmUrlOf({ keyring, publicUrl }: Composing, { id, template, language }: ClaimedMessage): string {
  switch (template) {
    case 'confirm-letter':
      return `${publicUrl}${paths.letterConfirm(language, linkToken(keyring, id))}`
    case 'did-they-answer':
      return `${publicUrl}${paths.officeAnswered(language, linkToken(keyring, id))}`
    case 'confirm-news':
      return `${publicUrl}${paths.keepPostedConfirm(language, linkToken(keyring, id))}`
    case 'confirm-signature':
    case 'confirm-reminder':
      return `${publicUrl}${paths.confirm(language, linkToken(keyring, id))}`
    case 'confirm-contact':
    case 'contact-changing':
      return `${publicUrl}${paths.contact(language, linkToken(keyring, id))}`
    default:
      return ''
  }
}

function inDollars(micros: number): string {
  return (micros / 1_000_000).toFixed(2)
}

/** The letter to be confirmed, as the office will read it, and what it says in the writer's language. */
function quoteOf(composing: Composing, message: ClaimedMessage): Pick<MessageFacts, 'quote' | 'quoteMeaning'> {
  if (message.template !== 'confirm-letter') return { quote: '', quoteMeaning: '' }
  const letter = letterOf(composing, message)
  const words = openLetter(composing.vault, letter)
  return {
    quote: `${words.subject}\n\n${letterText(words, letter.target)}`,
    quoteMeaning: words.meaning ?? '',
  }
}

/** The letter a message carries or refers to. @throws when it has none */
export function letterOf({ letters }: Composing, message: ClaimedMessage): LetterBeingComposed {
  const letter = letters.get(message.id)
  if (!letter) throw new Error('this message has no letter')
  return letter
}
