import type { Channel } from '#db/schema'

/** How many messages of what is sent to many a contact gets within some days. */
export interface NewsCap {
  most: number
  days: number
}

/** The most that a contact gets by each way, from all groups of the network together. */
export type NewsCaps = Readonly<Record<Channel, readonly NewsCap[]>>

/** Four texts a month is what people agreed to (`consent-texts.ts`), so no setting allows more. */
const textsOfMonth: NewsCap = { most: 4, days: 30 }

/** @param week how many mails and texts a week */
export function newsCaps(week: Readonly<Record<Channel, number>>): NewsCaps {
  return { mail: [{ most: week.mail, days: 7 }], sms: [{ most: week.sms, days: 7 }, textsOfMonth] }
}
