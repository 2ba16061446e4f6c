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
  /** Six digits, or '' when there is nothing to confirm. */
  code: string
  /** The whole letter that is to be confirmed, as the office will read it, or ''. */
  quote: string
}
