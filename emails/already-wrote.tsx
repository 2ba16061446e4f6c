import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells who writes again that their first letter stands. */
export const alreadyWrote = letterMail({ words: 'letterAlready', leadsTo: 'ownPageUrl', sample: sampleFacts })
