import { moneyMail } from './money-mail'

/** Tells owners that a daily limit is spent: what has stopped, what continues, and where to change the limit. */
export const moneySpent = moneyMail('spent', { way: 'voice', campaign: null, spent: '25.02' })
