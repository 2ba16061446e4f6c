import type { MessageFacts } from '~/outbox/message-facts'

const site = 'https://firme.example.org'

/** Rosa, and links that lead nowhere. */
export const sampleFacts: MessageFacts = {
  givenName: 'Rosa',
  petitionTitle: 'Alto Polimigra: Saguaro County',
  ownSubject: '',
  ownText: '',
  petitionUrl: `${site}/es/petitions/alto-polimigra`,
  thanksUrl: `${site}/es/petitions/alto-polimigra/thanks`,
  confirmUrl: `${site}/es/confirm/AAAAAAAAAAAAAAAAAAAAAA`,
  ownPageUrl: `${site}/es/me/AAAAAAAAAAAAAAAAAAAAAA`,
  stopUrl: `${site}/es/stop/AAAAAAAAAAAAAAAAAAAAAA`,
  joinUrl: `${site}/office/join/AAAAAAAAAAAAAAAAAAAAAA`,
  code: '048213',
}
