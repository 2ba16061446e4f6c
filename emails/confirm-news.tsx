import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Asks to confirm a request for a campaign's news. */
export const confirmNews = letterMail({
  words: 'confirmNews',
  leadsTo: 'confirmUrl',
  about: 'campaign',
  why: 'whyNews',
  sample: { ...sampleFacts, givenName: null, petitionTitle: '' },
})
