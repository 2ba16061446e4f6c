import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Shows the writer their letter, with the one button that sends it. */
export const confirmLetter = letterMail({
  words: 'letterConfirm',
  about: 'action',
  why: 'whyLetter',
  leadsTo: 'confirmUrl',
  hasQuote: true,
  sample: sampleFacts,
})
