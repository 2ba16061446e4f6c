import { letterMail } from './letter'
import { sampleFacts } from './sample-facts'

/** Thanks for a confirmed signature, and asks to bring one more person. */
export const thankYou = letterMail({ words: 'thanks', leadsTo: 'shareUrlInMail', sample: sampleFacts })
