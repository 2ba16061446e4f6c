import { forgettingMail } from './forgetting-mail'

/** The same, for the last time, a week before. */
export const forgetting7 = forgettingMail(7)
