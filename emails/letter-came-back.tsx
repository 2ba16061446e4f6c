import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Tells who wrote a letter that it could not be delivered, and what else can be done. */
export const letterCameBack = letterMail({ words: 'letterBack', leadsTo: 'actionUrl', sample: sampleFacts })
