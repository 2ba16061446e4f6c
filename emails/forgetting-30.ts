import { forgettingMail } from './forgetting-mail'

/** Tells owners, 30 days ahead, that a campaign's people will be forgotten. */
export const forgetting30 = forgettingMail(30)
