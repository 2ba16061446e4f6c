import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Has the file with everything we hold about a person attached. */
export const everythingWeHold = letterMail({ words: 'everything', leadsTo: 'ownPageUrl', sample: sampleFacts })
