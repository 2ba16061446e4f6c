import { moneyMail } from './money-mail'

/** Tells owners that a daily limit is nearly spent: what will stop, what continues, and where to change the limit. */
export const moneyNear = moneyMail('near', { way: 'sms', campaign: 'END S-COMM: ¡Alto Polimigra!', spent: '20.14' })
