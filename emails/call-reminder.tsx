import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Once, when an office opens, to who asked to be reminded to call it. */
export const callReminder = letterMail({
  words: 'callReminder',
  leadsTo: 'actionUrl',
  about: 'action',
  sample: sampleFacts,
})
