import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Asks people who wrote to an office, some weeks later, whether it answered. */
export const didTheyAnswer = letterMail({
  words: 'didTheyAnswer',
  leadsTo: 'confirmUrl',
  about: 'action',
  why: 'whyNews',
  sample: { ...sampleFacts, confirmUrl: 'https://firme.example.org/es/answered/AAAAAAAAAAAAAAAAAAAAAA' },
})
