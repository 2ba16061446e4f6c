import { renderMail } from '#emails/render-mail'
import type { Db } from '#db/client'
import type { OutgoingMail } from '~/mailer/mailer'
import { invitationToken } from '~/organizers/invitations.server'
import { paths } from '~/paths'
import { everythingWeHold, type EverythingWeHold } from '~/people/everything-we-hold.server'
import type { OutgoingText } from '~/sms/sms'
import { textMessage } from '~/sms/text-messages'
import { confirmationCode, linkToken } from '~/vault/links.server'
import type { Keyring } from '~/vault/keyring'
import { openContact, openPerson, openText, type Vault } from '~/vault/open.server'
import { readClaimed } from './claim-messages.server'
import type { AnswerTemplate, ClaimedMessage } from './message'
import type { MessageFacts } from './message-facts'

/** What composing needs. */
export interface Composing {
  db: Db
  keyring: Keyring
  vault: Vault
  publicUrl: string
  officeUrl: string
}

/** Opens the contact and writes the mail. */
export async function composeMail(composing: Composing, message: ClaimedMessage): Promise<OutgoingMail> {
  const { template } = message
  if (isAnswer(template)) throw new Error('answers by text go by text')
  const facts = factsOf(composing, message)
  const attachments =
    message.template === 'everything-we-hold'
      ? [
          {
            filename: 'firme.json',
            contentType: 'application/json',
            content: JSON.stringify(await everythingWeHold(composing.db, composing.vault, signerOf(message).id), null, 2),
          },
        ]
      : []
  return {
    messageId: message.id,
    to: recipientOf(composing, message),
    language: message.language,
    stopUrl: message.contact && facts.stopUrl,
    attachments,
    ...renderMail(template, message.language, facts),
  }
}

/** Opens the number and writes the text. */
export async function composeText(composing: Composing, message: ClaimedMessage): Promise<OutgoingText> {
  const { template } = message
  if (isAnswer(template)) return { messageId: message.id, ...openAnswer(composing, message) }
  if (template === 'office-invitation') throw new Error('invitations go by mail')
  const held = template === 'everything-we-hold' ? inFewWords(await everythingWeHold(composing.db, composing.vault, signerOf(message).id)) : ''
  return {
    messageId: message.id,
    to: recipientOf(composing, message),
    body: textMessage(template, message.language, factsOf(composing, message), held),
  }
}

function isAnswer(template: ClaimedMessage['template']): template is AnswerTemplate {
  return template.startsWith('text-')
}

/** What an answer is sealed under: table, row and column. */
export const answerPlace = (messageId: string) => `message ${messageId} body`
export const phonePlace = (conversationId: string) => `conversation ${conversationId} phone`

function openAnswer({ vault }: Composing, { id, conversation, contactDetail, sealedBody }: ClaimedMessage): { to: string; body: string } {
  if (!sealedBody) throw new Error('this text has no words')
  const to = contactDetail?.value ?? (conversation && openText(vault.site(), phonePlace(conversation.id), conversation.sealedPhone))
  if (!to) throw new Error('this text has no phone')
  return { to, body: openText(vault.site(), answerPlace(id), sealedBody) }
}

/**
 * Number and words of a text that was claimed before, made anew: what the provider's list is compared with. Null when it
 * cannot be made any more.
 */
export async function claimedText(db: Db, keyring: Keyring, vault: Vault, publicUrl: string, messageId: string): Promise<OutgoingText | null> {
  const message = await readClaimed(db, messageId)
  return message && (message.sealedBody || message.contact) ? composeText({ db, keyring, vault, publicUrl, officeUrl: '' }, message) : null
}

/** What fits in a text: each person's own words, and what they signed. */
function inFewWords({ people }: EverythingWeHold): string {
  return people
    .map((person) => {
      const own = [person.given_name, person.family_name, person.postal_code, ...person.consents.map((consent) => consent.purpose)]
      const signed = person.signatures.map(({ petition, state, comment }) => [petition, state, comment].filter(Boolean).join(' '))
      return [...own, ...signed].filter(Boolean).join(', ')
    })
    .join('; ')
}

function recipientOf({ vault }: Composing, message: ClaimedMessage): string {
  if (message.invitation) return openText(vault.site(), `invitation ${message.invitation.id}`, message.invitation.sealed)
  const { id, campaignId, sealed } = signerOf(message)
  return openContact(vault, { id, campaign_id: campaignId, sealed })
}

function signerOf({ contact }: ClaimedMessage) {
  if (!contact) throw new Error('this message has no signer')
  return contact
}

function factsOf({ keyring, vault, publicUrl, officeUrl }: Composing, message: ClaimedMessage): MessageFacts {
  const token = linkToken(keyring, message.id)
  const { language } = message
  const person =
    message.personId && message.sealedPerson
      ? openPerson(vault, { id: message.personId, campaign_id: signerOf(message).campaignId, sealed: message.sealedPerson })
      : null
  return {
    givenName: person?.givenName || null,
    petitionTitle: message.petitionTitle ?? '',
    petitionUrl: message.petitionSlug ? `${publicUrl}${paths.petition(language, message.petitionSlug)}` : publicUrl,
    thanksUrl: message.petitionSlug ? `${publicUrl}${paths.petitionThanks(language, message.petitionSlug)}` : publicUrl,
    confirmUrl: `${publicUrl}${paths.confirm(language, token)}`,
    ownPageUrl: `${publicUrl}${paths.ownPage(language, token)}`,
    joinUrl: message.invitation ? `${officeUrl}${paths.office.join(invitationToken(keyring, message.invitation.id))}` : '',
    stopUrl: `${publicUrl}${paths.stop(language, token)}`,
    code: message.signatureId ? confirmationCode(keyring, message.signatureId) : '',
  }
}
