import type { Db } from '#db/client'
import type { Mail } from '#emails/mail'
import { renderMail, renderOwnMail } from '#emails/render-mail'
import { digestMail, letterMail, type OfficialMail } from '~/actions/letters/delivery/letter-mail.server'
import { lettersOfDigest, openLetter } from '~/actions/letters/delivery/letters-being-composed.server'
import type { Carrier } from '~/actions/letters/letter-body'
import { kindMails } from '~/actions/registry.server'
import { fillTokens } from '~/actions/texts/keywords/reply-tokens'
import type { OutgoingMail } from '~/channels/mail/mailer'
import type { OutgoingText } from '~/channels/sms/sms'
import { type TextTemplate, textMessage } from '~/channels/sms/text-messages'
import { paths } from '~/paths'
import {
  type AnswerTemplate,
  type ClaimedMessage,
  comesFromGroup,
  isKindTemplate,
  type KindTemplate,
} from '~/queue/outbox/message'
import type { Keyring } from '~/vault/keyring'
import { bounceToken, linkToken } from '~/vault/links.server'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type EverythingWeHold, everythingWeHold } from '~/worker/recording/everything-we-hold.server'
import { readClaimed } from './claim-messages.server'
import { type Composing, factsOf, letterOf, recipientOf, signerOf } from './facts-of-message.server'

/** Decrypts the contact and renders the mail. */
export async function composeMail(composing: Composing, message: ClaimedMessage): Promise<OutgoingMail> {
  const { template } = message
  if (isAnswer(template)) throw new Error(`${template} goes by text`)
  if (template === 'letter-to-official' || template === 'letter-digest')
    return toOfficial(composing, message, await officialMail(composing, message))
  const facts = factsOf(composing, message)
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
    bounceToken: bounceToken(composing.keyring, message.id),
    ...(isKindTemplate(template)
      ? renderOwnMail({ template, mail: await loadKindMail(template) }, message.language, facts)
      : renderMail(template, message.language, facts)),
  }
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
    body: textMessage(template, message.language, factsOf(composing, message), held),
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
  return message && (message.sealedBody || message.contact)
    ? composeText({ db, keyring, vault, publicUrl, officeUrl: '', letters: new Map() }, message)
    : null
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
