import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells a writer that their letter could not be delivered, and what else they can do. */
export const letterCameBack = letterMail({
  words: 'letterBack',
  about: 'action',
  why: 'whyLetter',
  leadsTo: 'actionUrl',
  sample: sampleFacts,
})
