import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Links to what a person has signed and allowed. */
export const ownPageLink = letterMail({
  words: 'own',
  leadsTo: 'ownPageUrl',
  sample: { ...sampleFacts, ownPageUrl: `${sampleFacts.ownPageUrl}/AAAAAAAAAAAAAAAAAAAAAA` },
})
