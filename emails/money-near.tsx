import { moneyMail } from './money-mail'

/** Tells owners that a day's money is nearly spent: what will stop, what goes on, and where the limit is changed. */
export const moneyNear = moneyMail('near', { way: 'sms', campaign: 'END S-COMM: ¡Alto Polimigra!', spent: '20.14' })
