import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Sent once, when somebody can be reached where there was nobody, to people who asked to be told. */
export const somebodyHere = letterMail({
  words: 'somebodyHere',
  leadsTo: 'actionUrl',
  about: 'action',
  sample: sampleFacts,
})
