import type { Purpose } from '#db/schema'
import { isKindTemplate, type KindTemplate, type SignerTemplate, type WriterTemplate } from './message'

/** The purpose of each message to a contact. Anybody can trigger the first four purposes for anybody's address. */
const purposes: Record<SignerTemplate | WriterTemplate, Purpose> = {
  'confirm-signature': 'confirmation',
  'confirm-letter': 'confirmation',
  'confirm-contact': 'confirmation',
  'confirm-news': 'confirmation',
  'already-signed': 'again',
  'already-wrote': 'again',
  'own-page-link': 'own-page',
  'call-reminder': 'call',
  'somebody-here': 'call',
  'confirm-reminder': 'reminder',
  'thank-you': 'answer',
  'contact-changing': 'answer',
  'everything-we-hold': 'answer',
  'official-answered': 'answer',
  'letter-came-back': 'answer',
  'ladder-message': 'answer',
  'did-they-answer': 'answer',
}

/** @param isAgain a repeated request to confirm something still unconfirmed */
export function purposeOf(template: SignerTemplate | WriterTemplate | KindTemplate, isAgain = false): Purpose {
  if (isAgain) return 'again'
  // Requested on an action's page, where anybody can enter anybody's address.
  return isKindTemplate(template) ? 'call' : purposes[template]
}

/** How many messages for one purpose a contact may get. */
export interface Budget {
  /** Minimum minutes between two messages. If set, a day is any 24 hours; else the UTC day. */
  minutesApart: number
  day: number
  /** Per 30 days. */
  month: number
  /** Still granted each day when the 30 days are used up, so that nobody can silence somebody else for a month. */
  reserve: number
}

/** For contacts that have never responded, or have stopped our messages. */
const ofStrangers: Record<Purpose, Budget> = {
  confirmation: { minutesApart: 0, day: 4, month: 8, reserve: 1 },
  again: { minutesApart: 0, day: 2, month: 4, reserve: 0 },
  'own-page': { minutesApart: 60, day: 3, month: 8, reserve: 1 },
  call: { minutesApart: 0, day: 2, month: 4, reserve: 0 },
  reminder: { minutesApart: 0, day: 2, month: 3, reserve: 0 },
  answer: { minutesApart: 0, day: 3, month: 5, reserve: 0 },
}

const ofKnown: Record<Purpose, Budget> = {
  confirmation: { minutesApart: 0, day: 10, month: 40, reserve: 2 },
  again: { minutesApart: 0, day: 3, month: 10, reserve: 1 },
  'own-page': { minutesApart: 60, day: 3, month: 30, reserve: 1 },
  call: { minutesApart: 0, day: 5, month: 20, reserve: 0 },
  reminder: { minutesApart: 0, day: 4, month: 12, reserve: 0 },
  answer: { minutesApart: 0, day: 20, month: 20, reserve: 0 },
}

/** @param isKnown somebody has responded from this contact, and has not stopped our messages since */
export function budgetOf(purpose: Purpose, isKnown: boolean): Budget {
  return (isKnown ? ofKnown : ofStrangers)[purpose]
}

/** What a contact has received for one purpose. */
export interface Used {
  day: number
  month: number
  /** Minutes since the last one; null when there was none within a day. */
  minutesAgo: number | null
}

/** How many more may be sent now. */
export function granted({ minutesApart, day, month, reserve }: Budget, used: Used): number {
  if (used.minutesAgo !== null && used.minutesAgo < minutesApart) return 0
  const ofMonth = Math.max(month - used.month, reserve - used.day)
  return Math.max(0, Math.min(day - used.day, ofMonth, minutesApart > 0 ? 1 : Number.MAX_SAFE_INTEGER))
}
