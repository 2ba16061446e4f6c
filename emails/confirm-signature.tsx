import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Asks to confirm a signature with one button. */
export const confirmSignature = letterMail({ words: 'confirm', leadsTo: 'confirmUrl', sample: sampleFacts })
