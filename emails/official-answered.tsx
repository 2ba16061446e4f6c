import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells people who asked for news what the official has answered. */
export const officialAnswered = letterMail({ words: 'answered', leadsTo: 'petitionUrl', sample: sampleFacts })
