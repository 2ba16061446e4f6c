import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells the mailbox owner, and nobody else, that they have already signed. */
export const alreadySigned = letterMail({ words: 'already', leadsTo: 'shareUrlInMail', sample: sampleFacts })
