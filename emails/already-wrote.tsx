import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells a writer who sends a second letter that the first one counts. */
export const alreadyWrote = letterMail({
  words: 'letterAlready',
  about: 'action',
  why: 'whyLetter',
  leadsTo: 'ownPageUrl',
  sample: sampleFacts,
})
