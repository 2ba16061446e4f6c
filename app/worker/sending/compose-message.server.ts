import type { Db } from '#db/client'
import type { Mail } from '#emails/mail'
import { renderMail, renderOwnMail } from '#emails/render-mail'
import { digestMail, letterMail, type OfficialMail } from '~/actions/letters/delivery/letter-mail.server'
import { lettersOfDigest, openLetter } from '~/actions/letters/delivery/letters-being-composed.server'
import type { Carrier } from '~/actions/letters/letter-body'
import { kindMails } from '~/actions/registry.server'
import { fillTokens } from '~/actions/texts/keywords/reply-tokens'
import type { MailAnswer } from '~/channels/mail/mail-in-thread'
import type { OutgoingMail } from '~/channels/mail/mailer'
import type { OutgoingText } from '~/channels/sms/sms'
import { type TextTemplate, textMessage } from '~/channels/sms/text-messages'
import { composeBroadcast, readBroadcastsBeingComposed } from '~/messages/broadcasts/broadcasts-being-composed.server'
import { ladderWords } from '~/messages/ladders/ladder-message.server'
import { paths } from '~/paths'
import {
  type AnswerTemplate,
  type BroadcastTemplate,
  type ClaimedMessage,
  comesFromGroup,
  isKindTemplate,
  type KindTemplate,
} from '~/queue/outbox/message'
import type { MessageFacts } from '~/queue/outbox/message-facts'
import type { Keyring } from '~/vault/keyring'
import { bounceToken, linkToken, stopToken } from '~/vault/links.server'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type EverythingWeHold, everythingWeHold } from '~/worker/recording/everything-we-hold.server'
import { readClaimed } from './claim-messages.server'
import { type Composing, factsOf, letterOf, nameOf, personOf, recipientOf, signerOf } from './facts-of-message.server'

/** Decrypts the contact and renders the mail. */
export async function composeMail(composing: Composing, message: ClaimedMessage): Promise<OutgoingMail> {
  const { template } = message
  if (isAnswer(template)) throw new Error(`${template} goes by text`)
  if (isBroadcast(template)) return broadcastMail(composing, message)
  if (template === 'letter-to-official' || template === 'letter-digest')
    return toOfficial(composing, message, await officialMail(composing, message))
  if (template === 'mail-answer') return byHand(composing, message)
  const facts = await factsIncluding(composing, message)
  const attachments =
    template === 'everything-we-hold'
      ? [
          {
            filename: 'firme.json',
            contentType: 'application/json',
            content: JSON.stringify(
              await everythingWeHold(composing.db, composing.vault, signerOf(message).id),
              null,
              2,
            ),
          },
        ]
      : []
  return {
    messageId: message.id,
    to: recipientOf(composing, message),
    language: message.language,
    stopUrl: message.contact && facts.stopUrl,
    attachments,
    sender: message.senderName,
    from: ownSender(message),
    replyTo: message.senderAddress,
    ...(template === 'sender-test' ? { isTest: true } : {}),
    isPersonal: false,
    takesReplies: message.contact !== null,
    bounceToken: bounceToken(composing.keyring, message.id),
    ...(isKindTemplate(template)
      ? renderOwnMail({ template, mail: await loadKindMail(template) }, message.language, facts)
      : renderMail(template, message.language, facts)),
  }
}

/** The values a message can use, with the words of a ladder's step filled in. */
async function factsIncluding(composing: Composing, message: ClaimedMessage): Promise<MessageFacts> {
  const facts = factsOf(composing, message)
  if (message.template !== 'ladder-message') return facts
  const { db, publicUrl } = composing
  return { ...facts, ...(await ladderWords(db, message, { ...facts, siteUrl: publicUrl })) }
}

/** A mail in an organizer's own words, to somebody who answered ours. */
function byHand({ keyring, vault }: Composing, message: ClaimedMessage): OutgoingMail {
  const { id, conversation, language, sealedBody, sealedMail } = message
  if (!conversation || !sealedBody || !sealedMail) throw new Error('this mail has no words')
  const opened = (column: 'body' | 'mail', box: Buffer) => openText(vault.site(), sealedAs('message', id, column), box)
  const { subject, sender, inReplyTo, references } = JSON.parse(opened('mail', sealedMail)) as MailAnswer
  return {
    messageId: id,
    to: openText(vault.site(), sealedAs('conversation', conversation.id, 'phone'), conversation.sealedPhone),
    subject,
    text: opened('body', sealedBody),
    html: null,
    language,
    sender,
    replyTo: null,
    takesReplies: true,
    answers: inReplyTo ? { inReplyTo, references } : null,
    isPersonal: true,
    bounceToken: bounceToken(keyring, id),
    stopUrl: null,
    attachments: [],
  }
}

function isBroadcast(template: ClaimedMessage['template']): template is BroadcastTemplate {
  return template === 'broadcast' || template === 'broadcast-test'
}

/** A message to many; shown to its writer, its stop link leads to a page that says it is damaged. */
function broadcastMail(composing: Composing, message: ClaimedMessage): OutgoingMail {
  const { keyring, publicUrl, broadcasts } = composing
  const { id, language, contact } = message
  const stopUrl = `${publicUrl}${paths.stop(language, contact ? stopToken(keyring, id) : 'test')}`
  return {
    messageId: id,
    to: recipientOf(composing, message),
    language,
    stopUrl: contact && stopUrl,
    attachments: [],
    sender: message.senderName,
    from: ownSender(message),
    replyTo: message.senderAddress,
    isPersonal: false,
    bounceToken: contact ? bounceToken(keyring, id) : '',
    ...composeBroadcast(broadcasts, message, { stopUrl }),
  }
}

/** What the broadcasts among some messages say, and what they say of each reader. */
export function broadcastsOf(
  db: Db,
  vault: Vault,
  { messages, publicUrl }: { messages: ClaimedMessage[]; publicUrl: string },
) {
  const readers = messages.flatMap((message) => {
    if (!message.broadcastId) return []
    const person = personOf({ vault }, message)
    return [
      {
        messageId: message.id,
        broadcastId: message.broadcastId,
        personId: message.personId,
        language: message.language,
        name: nameOf(message, person),
        zip: person?.postalCode || null,
      },
    ]
  })
  return readBroadcastsBeingComposed(db, { readers, publicUrl })
}

/** The group's own address as sender, where mail may come from it. */
function ownSender(message: ClaimedMessage): OutgoingMail['from'] {
  const { senderName, senderAddress, group } = message
  return senderAddress && comesFromGroup(message)
    ? { name: senderName ?? group?.name ?? '', address: senderAddress }
    : null
}

/** Loads a mail template of a kind of action. @throws when no kind has it */
async function loadKindMail(template: KindTemplate): Promise<Mail> {
  const found = kindMails[template]
  if (!found) throw new Error(`no kind of action sends ${template}`)
  return found.load()
}

function toOfficial(composing: Composing, message: ClaimedMessage, mail: OfficialMail): OutgoingMail {
  if (!message.contactDetail) throw new Error('this message has no official')
  return {
    messageId: message.id,
    to: message.contactDetail.value,
    language: 'en',
    html: null,
    stopUrl: null,
    isPersonal: message.template === 'letter-to-official',
    bounceToken: bounceToken(composing.keyring, message.id),
    ...mail,
  }
}

/** The content of a letter, or of a digest. */
async function officialMail(composing: Composing, message: ClaimedMessage): Promise<OfficialMail> {
  if (message.template === 'letter-to-official') {
    const letter = letterOf(composing, message)
    return letterMail(openLetter(composing.vault, letter), letter.target, carrierOf(composing, message))
  }
  const letters = await lettersOfDigest(composing.db, message.id)
  return digestMail(
    letters.map((letter) => ({ ...letter, words: openLetter(composing.vault, letter) })),
    carrierOf(composing, message),
  )
}

function carrierOf({ keyring, publicUrl }: Composing, message: ClaimedMessage): Carrier {
  return { siteUrl: publicUrl, digestUrl: `${publicUrl}${paths.letterDigest('en', linkToken(keyring, message.id))}` }
}

/** Decrypts the number and renders the text. */
export async function composeText(composing: Composing, message: ClaimedMessage): Promise<OutgoingText> {
  const { template } = message
  if (isAnswer(template)) return { messageId: message.id, ...openAnswer(composing, message) }
  if (isBroadcast(template)) {
    const { text } = composeBroadcast(composing.broadcasts, message, { stopUrl: '' })
    return { messageId: message.id, to: recipientOf(composing, message), body: text }
  }
  if (!isTextTemplate(template)) throw new Error(`${template} goes by mail`)
  if (message.sealedBody)
    return {
      messageId: message.id,
      to: recipientOf(composing, message),
      body: inOwnWords(composing, message, message.sealedBody),
    }
  const held =
    template === 'everything-we-hold'
      ? inFewWords(await everythingWeHold(composing.db, composing.vault, signerOf(message).id))
      : ''
  return {
    messageId: message.id,
    to: recipientOf(composing, message),
    body: textMessage(template, message.language, await factsIncluding(composing, message), held),
  }
}

function isAnswer(template: ClaimedMessage['template']): template is AnswerTemplate {
  return template.startsWith('text-')
}

function openAnswer(
  { vault }: Composing,
  { id, conversation, contactDetail, sealedBody }: ClaimedMessage,
): { to: string; body: string } {
  if (!sealedBody) throw new Error('this text has no words')
  const to =
    contactDetail?.value ??
    (conversation &&
      openText(vault.site(), sealedAs('conversation', conversation.id, 'phone'), conversation.sealedPhone))
  if (!to) throw new Error('this text has no phone')
  return { to, body: openText(vault.site(), sealedAs('message', id, 'body'), sealedBody) }
}

/** The thank-you text of the keyword's author, with the share link filled in. */
function inOwnWords(composing: Composing, message: ClaimedMessage, sealed: Buffer): string {
  return fillTokens(openText(composing.vault.site(), sealedAs('message', message.id, 'body'), sealed), {
    link: factsOf(composing, message).shareUrl,
  })
}

/**
 * Renders a previously claimed text again, to compare with the provider's list. Null when that is no longer possible.
 */
export async function claimedText(
  db: Db,
  keyring: Keyring,
  vault: Vault,
  publicUrl: string,
  messageId: string,
): Promise<OutgoingText | null> {
  const message = await readClaimed(db, messageId)
  if (!message || !(message.sealedBody || message.contact)) return null
  const broadcasts = await broadcastsOf(db, vault, { messages: [message], publicUrl })
  return composeText({ db, keyring, vault, publicUrl, officeUrl: '', letters: new Map(), broadcasts }, message)
}

const byMailOnly: readonly ClaimedMessage['template'][] = [
  'office-invitation',
  'money-near',
  'money-spent',
  'forgetting-30',
  'forgetting-7',
  'daily-digest',
  'let-in-again',
  'sign-in-failed',
  'confirm-address',
  'confirm-sender',
  'address-changes',
  'sender-test',
  'confirm-letter',
  'already-wrote',
  'mail-answer',
  'did-they-answer',
  'letter-to-official',
  'letter-digest',
]

function isTextTemplate(template: ClaimedMessage['template']): template is TextTemplate {
  return !byMailOnly.includes(template) && !isKindTemplate(template)
}

/** The short form for a text: each person's data and what they signed. */
function inFewWords({ people }: EverythingWeHold): string {
  return people
    .map((person) => {
      const own = [
        person.given_name,
        person.family_name,
        person.postal_code,
        ...person.consents.map((consent) => consent.purpose),
      ]
      const signed = person.signatures.map(({ petition, state, comment }) =>
        [petition, state, comment].filter(Boolean).join(' '),
      )
      return [...own, ...signed].filter(Boolean).join(', ')
    })
    .join('; ')
}
