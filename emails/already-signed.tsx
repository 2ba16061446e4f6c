import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells the mailbox, and nobody else, that it has signed before. */
export const alreadySigned = letterMail({ words: 'already', leadsTo: 'thanksUrl', sample: sampleFacts })
