import { moneyMail } from './money-mail'

/** Tells owners that a day's money is spent: what has stopped, what goes on, and where the limit is changed. */
export const moneySpent = moneyMail('spent', { way: 'voice', campaign: null, spent: '25.02' })
