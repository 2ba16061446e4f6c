import { forgettingMail } from './forgetting-mail'

/** The same, for the last time, 7 days ahead. */
export const forgetting7 = forgettingMail(7)
