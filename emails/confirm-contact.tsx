import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Asks the owner of an address that an organizer corrected to confirm it with one button. */
export const confirmContact = letterMail({
  words: 'contact',
  why: 'whyContact',
  leadsTo: 'confirmUrl',
  sample: { ...sampleFacts, givenName: null, petitionTitle: '' },
})
