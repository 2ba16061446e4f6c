import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Asks for the one press by which a signature counts. */
export const confirmSignature = letterMail({ words: 'confirm', leadsTo: 'confirmUrl', sample: sampleFacts })
