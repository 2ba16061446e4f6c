import type { Language } from '~/i18n/language'
import type { MessageFacts } from '~/queue/outbox/message-facts'

const site = 'https://firme.example.org'

/** Rosa's facts, with links that lead nowhere. */
export const sampleFacts: MessageFacts = {
  givenName: 'Rosa',
  campaignName: 'END S-COMM: ¡Alto Polimigra!',
  petitionTitle: 'Alto Polimigra: Saguaro County',
  ownSubject: '',
  ownText: '',
  petitionUrl: `${site}/es/petitions/alto-polimigra`,
  actionTitle: 'Llame a la alguacil Vance',
  actionUrl: `${site}/es/calls/call-sheriff-vance`,
  shareUrl: `${site}/es/petitions/alto-polimigra?r=sms`,
  shareUrlInMail: `${site}/es/petitions/alto-polimigra?r=mail#share`,
  confirmUrl: `${site}/es/confirm/AAAAAAAAAAAAAAAAAAAAAA`,
  ownPageUrl: `${site}/es/me`,
  stopUrl: `${site}/es/stop/AAAAAAAAAAAAAAAAAAAAAA`,
  joinUrl: `${site}/office/join/AAAAAAAAAAAAAAAAAAAAAA`,
  invitation: null,
  moneyUrl: `${site}/office/messages#money`,
  money: null,
  campaignsUrl: `${site}/office/campaigns`,
  forgetting: null,
  groupName: 'Derechos Saguaro',
  groupLine: 'Derechos Saguaro, Saguaro, Arizona, hola@saguaro.example.org',
  addressUrl: `${site}/office/address/AAAAAAAAAAAAAAAAAAAAAA`,
  officeUrl: `${site}/office`,
  accountUrl: `${site}/office/account`,
  digest: null,
  signInUrl: `${site}/office/sign-in`,
  code: '048213',
  quote:
    'No judge, no hold\n\nDear Sheriff Ida Vance,\n\nPlease hold nobody past their release without a judge’s warrant.\n\nSincerely,\nRosa Martínez\n85001',
  quoteMeaning:
    'Sin juez, no se retiene a nadie\n\nPor favor, no retenga a nadie después de su salida sin la orden de un juez.',
}

/** Titles in the language of the mail, as an organizer would have written them. */
const titles: Record<Language, Pick<MessageFacts, 'petitionTitle' | 'actionTitle'>> = {
  en: { petitionTitle: 'Alto Polimigra: Saguaro County', actionTitle: 'Call Sheriff Vance' },
  es: { petitionTitle: 'Alto Polimigra: condado de Saguaro', actionTitle: 'Llame a la alguacil Vance' },
}

/** A mail's sample with its titles in a language; mails without a petition stay without. */
export function sampleIn(language: Language, sample: MessageFacts): MessageFacts {
  return { ...sample, ...titles[language], ...(sample.petitionTitle === '' ? { petitionTitle: '' } : {}) }
}
