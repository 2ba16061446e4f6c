import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Shows a letter to who wrote it, and asks for the one press by which it leaves. */
export const confirmLetter = letterMail({
  words: 'letterConfirm',
  about: 'action',
  why: 'whyLetter',
  leadsTo: 'confirmUrl',
  hasQuote: true,
  sample: sampleFacts,
})
