import type { Role } from '#db/schema'

/** The facts a message may use. URLs are absolute. */
export interface MessageFacts {
  /** Null when unknown or not given. */
  givenName: string | null
  /** The campaign that somebody signed or wrote in; '' in mails to organizers. */
  campaignName: string
  /** '' when the message is not about a petition. */
  petitionTitle: string
  petitionUrl: string
  /** The petition's own subject for this email, or ''. */
  ownSubject: string
  /** The petition's own paragraphs for this email, or ''. */
  ownText: string
  /** Words on the button of a message that organizers wrote, and where it leads; '' for others. */
  ownButton: string
  ownUrl: string
  /** Title and URL of an action that leads to officials; '' when the message is not about one. */
  actionTitle: string
  actionUrl: string
  /** The petition, with the code of links that went by text: what others can sign. */
  shareUrl: string
  /** The same with the code of links that went by mail; opens where its page can be shared. */
  shareUrlInMail: string
  /** '' unless the message asks to confirm something. */
  confirmUrl: string
  /** Opens the own page in the mail that was asked for, and asks for such a mail in all others. */
  ownPageUrl: string
  /** Stops messages, and does nothing else. */
  stopUrl: string
  /** URL to accept an invitation to the office, or ''. */
  joinUrl: string
  /** Null when the message does not invite somebody. */
  invitation: InvitationFacts | null
  /** URL to change the daily limits, or ''. */
  moneyUrl: string
  /** Null when the message is not about money. */
  money: MoneyFacts | null
  /** URL to close and reopen campaigns, or ''. */
  campaignsUrl: string
  /** Null when the message is not about forgetting people. */
  forgetting: ForgettingFacts | null
  /** What the group whose mail it is goes by, or ''. */
  groupName: string
  /** That group, its town and how to reach it, in mails to signers; '' for the network's. */
  groupLine: string
  /** Where the group gets its mail, in what is sent to many; '' in other messages, and for a group that has entered none. */
  postalAddress: string
  /** URL that confirms an address, or ''. */
  addressUrl: string
  /** URL of the office and of one's own account there, or ''. */
  officeUrl: string
  accountUrl: string
  /** The list that somebody came with who is asked whether they want news; null for others. */
  list: ListFacts | null
  /** Null when the message is not a daily digest. */
  digest: DigestFacts | null
  /** URL where organizers sign in, or ''. */
  signInUrl: string
  /** Six digits, or '' when there is nothing to confirm. */
  code: string
  /** The whole letter to confirm, as the office will read it, or ''. */
  quote: string
  /** What the quoted letter says in the writer's language, or ''. */
  quoteMeaning: string
}

/** What somebody is invited to. */
export interface InvitationFacts {
  /** Name of who invites; null when nobody in particular does. */
  by: string | null
  group: string
  role: Role
}

/** A daily limit that is nearly or fully spent. */
export interface MoneyFacts {
  /** Texts or connected calls. */
  way: 'sms' | 'voice'
  /** Null: all campaigns together. */
  campaign: string | null
  /** Dollars, such as 20.14. */
  spent: string
  limit: string
}

/** The people of an ended campaign who are about to be forgotten. */
export interface ForgettingFacts {
  campaign: string
  /** How many, formatted in the reader's language. */
  people: string
  /** The day it happens, in the reader's language. */
  day: string
}

/** A day in the office: a line for each thing, or '' for none. */
export interface DigestFacts {
  day: string
  needs: string
  yesterday: string
  goals: string
}

/** Where a list says that we met somebody, and its day, written out; each '' when unknown. */
export interface ListFacts {
  where: string
  day: string
}
