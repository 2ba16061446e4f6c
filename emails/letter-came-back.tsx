import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells who wrote a letter that it could not be delivered, and what else can be done. */
export const letterCameBack = letterMail({
  words: 'letterBack',
  about: 'action',
  why: 'whyLetter',
  leadsTo: 'actionUrl',
  sample: sampleFacts,
})
