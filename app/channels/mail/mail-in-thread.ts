/** What is kept, sealed, of a mail in a thread besides its words. */
export interface MailInThread {
  /** Name of the sender as their mail program writes it; '' for none. */
  name: string
  subject: string
  /** What it quotes of earlier mails. */
  quoted: string
  /** Names of what is attached, which is never opened. */
  attachments: string[]
  /** Its Message-ID, and those it answers, without angle brackets. */
  messageId: string
  answers: string[]
}

/** What goes, sealed, with an answer by mail besides its words. */
export interface MailAnswer {
  subject: string
  /** Name that it comes from, with ours. */
  sender: string
  /** Message-IDs without angle brackets: the mail it answers ('' for none), and the whole chain. */
  inReplyTo: string
  references: string[]
}

/** The subject of an answer: “Re: …”, once. */
export function answerSubject(subject: string): string {
  const bare = subject.replace(/^(?:\s*(?:re|rv|fwd?|aw)\s*:)+/i, '').trim()
  return `Re: ${bare}`.trim()
}
