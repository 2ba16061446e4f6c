import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Sent once, when an office opens, to people who asked for a reminder to call it. */
export const callReminder = letterMail({
  words: 'callReminder',
  leadsTo: 'actionUrl',
  about: 'action',
  sample: sampleFacts,
})
