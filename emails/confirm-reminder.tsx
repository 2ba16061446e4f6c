import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Reminds of a signature that does not count yet. */
export const confirmReminder = letterMail({ words: 'reminder', leadsTo: 'confirmUrl', sample: sampleFacts })
