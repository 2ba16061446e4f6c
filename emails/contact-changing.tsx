import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells a confirmed address that an organizer is replacing it, so that its owner can object. */
export const contactChanging = letterMail({
  words: 'contactChanging',
  why: 'whyKnown',
  leadsTo: 'confirmUrl',
  sample: { ...sampleFacts, petitionTitle: '' },
})
