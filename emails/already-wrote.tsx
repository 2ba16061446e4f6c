import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells who writes again that their first letter stands. */
export const alreadyWrote = letterMail({
  words: 'letterAlready',
  about: 'action',
  why: 'whyLetter',
  leadsTo: 'ownPageUrl',
  sample: sampleFacts,
})
