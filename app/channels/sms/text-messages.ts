import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { SignerTemplate } from '~/queue/outbox/message'
import type { MessageFacts } from '~/queue/outbox/message-facts'

/** What somebody may be told by text. Who wrote a letter has a mailbox. */
export type TextTemplate = Exclude<SignerTemplate, 'did-they-answer'> | 'letter-came-back'

/**
 * Writes one text. The wording stays within the GSM alphabet, so that a text costs one or two segments.
 *
 * @param held what we hold about the person, in a few words; used only by `everything-we-hold`
 */
export function textMessage(template: TextTemplate, language: Language, facts: MessageFacts, held = ''): string {
  const t = translator(language)
  switch (template) {
    case 'confirm-signature':
      return t('texts.confirm', { code: facts.code, url: facts.confirmUrl })
    case 'confirm-reminder':
      return t('texts.reminder', { code: facts.code, url: facts.confirmUrl })
    case 'confirm-contact':
      return t('texts.contact', { url: facts.confirmUrl })
    case 'contact-changing':
      return t('texts.contactChanging', { url: facts.confirmUrl })
    case 'already-signed':
      return t('texts.already', { url: facts.ownPageUrl })
    case 'thank-you':
      return t('texts.thanks', { url: facts.shareUrl })
    case 'own-page-link':
      return t('texts.own', { url: facts.ownPageUrl })
    case 'official-answered':
      return t('texts.answered', { url: facts.petitionUrl })
    case 'call-reminder':
      return t('texts.callReminder', { url: facts.actionUrl })
    case 'somebody-here':
      return t('texts.somebodyHere', { url: facts.actionUrl })
    case 'confirm-news':
      return t('texts.confirmNews', { code: facts.code, url: facts.confirmUrl })
    case 'ladder-message':
      return t('texts.ladder', { words: facts.ownText, url: facts.ownUrl })
    case 'letter-came-back':
      return t('texts.letterBack', { url: facts.actionUrl })
    case 'everything-we-hold':
      return t('texts.everything', { facts: held, url: facts.ownPageUrl })
  }
}
