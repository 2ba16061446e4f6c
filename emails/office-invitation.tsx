import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Invites somebody to work in the office. */
export const officeInvitation = letterMail({
  words: 'invitation',
  why: 'whyInvited',
  leadsTo: 'joinUrl',
  sample: { ...sampleFacts, givenName: null, petitionTitle: '' },
})
