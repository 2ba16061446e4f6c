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
  ownButton: '',
  ownUrl: '',
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
  postalAddress: '',
  addressUrl: `${site}/office/address/AAAAAAAAAAAAAAAAAAAAAA`,
  officeUrl: `${site}/office`,
  accountUrl: `${site}/office/account`,
  list: null,
  digest: null,
  signInUrl: `${site}/office/sign-in`,
  code: '048213',
  quote:
    'No judge, no hold\n\nDear Sheriff Ida Vance,\n\nPlease hold nobody past their release without a judge’s warrant.\n\nSincerely,\nRosa Martínez\n85001',
  quoteMeaning:
    'Sin juez, no se retiene a nadie\n\nPor favor, no retenga a nadie después de su salida sin la orden de un juez.',
}

/** What differs from language to language: titles as an organizer would have written them, and lines made when queued. */
const ofLanguage: Record<
  Language,
  Pick<MessageFacts, 'petitionTitle' | 'actionTitle'> & {
    digest: NonNullable<MessageFacts['digest']>
    own: Pick<MessageFacts, 'ownSubject' | 'ownText' | 'ownButton'>
  }
> = {
  en: {
    petitionTitle: 'Alto Polimigra: Saguaro County',
    actionTitle: 'Call Sheriff Vance',
    digest: {
      day: 'November 24, 2026',
      needs: '• 2 conversations by text\n• 3 comments to review',
      yesterday: '• 41 signatures confirmed\n• Calls: 7',
      goals: '• “Alto Polimigra: Saguaro County” reached its goal of 500',
    },
    own: {
      ownSubject: 'One call is worth ten signatures',
      ownText:
        'Thank you for signing. Today we ask for two minutes: call Sheriff Vance and tell her that nobody should be held without a judge’s order.',
      ownButton: 'Call now',
    },
  },
  es: {
    petitionTitle: 'Alto Polimigra: condado de Saguaro',
    actionTitle: 'Llame a la alguacil Vance',
    digest: {
      day: '24 de noviembre de 2026',
      needs: '• 2 conversaciones por mensaje de texto\n• 3 comentarios por revisar',
      yesterday: '• 41 firmas confirmadas\n• Llamadas: 7',
      goals: '• «Alto Polimigra: condado de Saguaro» llegó a su meta de 500',
    },
    own: {
      ownSubject: 'Una llamada vale más que diez firmas',
      ownText:
        'Gracias por firmar. Hoy le pedimos dos minutos: llame a la alguacil Vance y dígale que nadie debe quedar detenido sin la orden de un juez.',
      ownButton: 'Llamar ahora',
    },
  },
}

/** The sample of the daily digest. */
export const sampleDigest = ofLanguage.en.digest

/** The sample of what organizers write in their own words. */
export const sampleOwnWords = ofLanguage.en.own

/** A mail's sample in a language; what it does not have, it does not get. */
export function sampleIn(language: Language, sample: MessageFacts): MessageFacts {
  const { digest, own, ...titles } = ofLanguage[language]
  return {
    ...sample,
    ...titles,
    ...(sample.petitionTitle === '' ? { petitionTitle: '' } : {}),
    ...(sample.ownText === '' ? {} : own),
    digest: sample.digest && digest,
  }
}
