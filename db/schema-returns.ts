import type { ColumnType, Generated } from 'kysely'

/** What comes back: returned mail, reports of providers, answers of people and offices, and how our mail stands. */
export interface ReturnsTables {
  /** Mail that has arrived, so that it is recorded once. */
  mail_arrival: { mark: Buffer; arrived_at: Date }
  /** Mailboxes that were full or busy. */
  soft_bounce: { id: Generated<string>; contact_id: string; at: Date }
  mailbox_standing: MailboxStandingTable
  /** Reports of a provider whose signature is still to be checked. */
  mail_report: {
    id: string
    provider: string
    sealed: Buffer
    arrived_at: Date
    retry_at: Date
    attempts: Generated<number>
  }
  mail_feed: MailFeedTable
  thread_note: {
    id: string
    conversation_id: string
    sealed: Buffer
    written_by: string
    written_at: Date
    removed_at: Date | null
  }
  mail_domain_check: MailDomainCheckTable
  text_registration: TextRegistrationTable
  response_question: ResponseQuestionTable
}

/** The mailbox that the worker reads. */
interface MailboxStandingTable {
  only_one: Generated<true>
  read_at: Date | null
  failing_since: Date | null
  /** Our own word for what went wrong last; null when nothing did. */
  failure: string | null
  taken: Generated<string>
}

/** A feed of reports that a provider offers, once an owner has confirmed it. */
interface MailFeedTable {
  topic: string
  provider: string
  confirm_url: string
  asked_at: Date
  /** When an owner said yes. */
  wanted_at: Date | null
  wanted_by: string | null
  confirmed_at: Date | null
  failure: string | null
}

/** What the DNS says about the domain that our mail comes from. */
interface MailDomainCheckTable {
  only_one: Generated<true>
  domain: string
  lines: ColumnType<unknown, string, string>
  checked_at: Date | null
  next_check_at: Date
}

export type RegistrationState = 'none' | 'pending' | 'approved' | 'rejected'

/** The registration of our texts with carriers (10DLC), as an owner entered it. */
interface TextRegistrationTable {
  only_one: Generated<true>
  brand: RegistrationState
  campaign: RegistrationState
  note: string
  /** What it was before the last change, to undo it. */
  before: ColumnType<
    { brand: RegistrationState; campaign: RegistrationState; note: string } | null,
    string | null,
    string | null
  >
  changed_by: string
  changed_at: Date
}

/** Whether an office answered a letter, asked of its writer once. */
interface ResponseQuestionTable {
  id: string
  post_id: string
  letter_id: string
  message_id: string
  asked_at: Date
  answer: 'yes' | 'no' | 'not-sure' | null
  answered_at: Date | null
}
