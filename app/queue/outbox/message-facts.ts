/** What a message may say. Addresses are absolute. */
export interface MessageFacts {
  /** Null when it is not known, or was not given. */
  givenName: string | null
  /** '' when the message is not about a petition. */
  petitionTitle: string
  petitionUrl: string
  /** The petition's own subject of this mail, or ''. */
  ownSubject: string
  /** The petition's own paragraphs in this mail, or ''. */
  ownText: string
  /** Of an action that leads to officials: its title and where it is done; '' when the message is about none. */
  actionTitle: string
  actionUrl: string
  thanksUrl: string
  confirmUrl: string
  ownPageUrl: string
  stopUrl: string
  /** Where an invitation to the office is accepted, or ''. */
  joinUrl: string
  /** Where the day's limits are changed, or ''. */
  moneyUrl: string
  /** Null when the message is not about money. */
  money: MoneyFacts | null
  /** Where campaigns are closed and opened, or ''. */
  campaignsUrl: string
  /** Null when the message is not about people who are forgotten. */
  forgetting: ForgettingFacts | null
  /** Where organizers sign in, or ''. */
  signInUrl: string
  /** Six digits, or '' when there is nothing to confirm. */
  code: string
  /** The whole letter that is to be confirmed, as the office will read it, or ''. */
  quote: string
}

/** A day's money that comes to its end. */
export interface MoneyFacts {
  /** What costs it: texts or connected calls. */
  way: 'sms' | 'voice'
  /** Null: that of all campaigns together. */
  campaign: string | null
  /** Dollars, such as 20.14. */
  spent: string
  limit: string
}

/** The people of a campaign that has ended, who are about to be forgotten. */
export interface ForgettingFacts {
  campaign: string
  /** How many, as written in the reader's language. */
  people: string
  /** The day on which it happens, in the reader's language. */
  day: string
}
