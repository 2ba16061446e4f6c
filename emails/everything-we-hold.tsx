import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Carries the file with everything we hold of a person. */
export const everythingWeHold = letterMail({ words: 'everything', leadsTo: 'ownPageUrl', sample: sampleFacts })
