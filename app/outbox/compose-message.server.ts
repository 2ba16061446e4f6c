import { renderMail } from '#emails/render-mail'
import type { Db } from '#db/client'
import type { OutgoingMail } from '~/mailer/mailer'
import { paths } from '~/paths'
import { everythingWeHold, type EverythingWeHold } from '~/people/everything-we-hold.server'
import type { OutgoingText } from '~/sms/sms'
import { textMessage } from '~/sms/text-messages'
import { confirmationCode, linkToken } from '~/vault/links.server'
import type { Keyring } from '~/vault/keyring'
import { openContact, openPerson, type Vault } from '~/vault/open.server'
import type { ClaimedMessage } from './message'
import type { MessageFacts } from './message-facts'

/** What composing needs. */
export interface Composing {
  db: Db
  keyring: Keyring
  vault: Vault
  publicUrl: string
}

/** Opens the contact and writes the mail. */
export async function composeMail(composing: Composing, message: ClaimedMessage): Promise<OutgoingMail> {
  const facts = factsOf(composing, message)
  const attachments =
    message.template === 'everything-we-hold'
      ? [
          {
            filename: 'firme.json',
            contentType: 'application/json',
            content: JSON.stringify(await everythingWeHold(composing.db, composing.vault, message.contactId), null, 2),
          },
        ]
      : []
  return {
    messageId: message.id,
    to: contactOf(composing, message),
    language: message.language,
    stopUrl: facts.stopUrl,
    attachments,
    ...renderMail(message.template, message.language, facts),
  }
}

/** Opens the number and writes the text. */
export async function composeText(composing: Composing, message: ClaimedMessage): Promise<OutgoingText> {
  const held =
    message.template === 'everything-we-hold' ? inFewWords(await everythingWeHold(composing.db, composing.vault, message.contactId)) : ''
  return {
    messageId: message.id,
    to: contactOf(composing, message),
    body: textMessage(message.template, message.language, factsOf(composing, message), held),
  }
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

function contactOf({ vault }: Composing, message: ClaimedMessage): string {
  return openContact(vault, { id: message.contactId, campaign_id: message.campaignId, sealed: message.sealedContact })
}

function factsOf({ keyring, vault, publicUrl }: Composing, message: ClaimedMessage): MessageFacts {
  const token = linkToken(keyring, message.id)
  const { language } = message
  const person =
    message.personId && message.sealedPerson
      ? openPerson(vault, { id: message.personId, campaign_id: message.campaignId, sealed: message.sealedPerson })
      : null
  return {
    givenName: person?.givenName || null,
    petitionTitle: message.petitionTitle ?? '',
    petitionUrl: message.petitionSlug ? `${publicUrl}${paths.petition(language, message.petitionSlug)}` : publicUrl,
    thanksUrl: message.petitionSlug ? `${publicUrl}${paths.petitionThanks(language, message.petitionSlug)}` : publicUrl,
    confirmUrl: `${publicUrl}${paths.confirm(language, token)}`,
    ownPageUrl: `${publicUrl}${paths.ownPage(language, token)}`,
    stopUrl: `${publicUrl}${paths.stop(language, token)}`,
    code: message.signatureId ? confirmationCode(keyring, message.signatureId) : '',
  }
}
