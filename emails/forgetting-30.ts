import { forgettingMail } from './forgetting-mail'

/** Tells owners, 30 days before, that the people of a campaign are about to be forgotten. */
export const forgetting30 = forgettingMail(30)
