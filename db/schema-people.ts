import type { ColumnType, Generated } from 'kysely'
import type { Language } from '~/i18n/language'

/** Persons, how they are reached and what they agreed to; what is owed to them; what organizers note, take out and do to many at once. */
export interface PeopleTables {
  contact_point: ContactPointTable
  person: PersonTable
  consent: ConsentTable
  suppression: { blind_index: Buffer; channel: Channel; reason: 'opted-out' | 'bounced'; since: string }
  message: MessageTable
  /** What was granted to a contact, by purpose: of the own page at its moment, else by the day. */
  message_budget: { blind_index: Buffer; purpose: Purpose; owed_at: Date; owed: number }
  mail_pause: MailPauseTable
  mail_domain_hold: MailDomainHoldTable
  person_note: { id: string; person_id: string; sealed: Buffer; written_by: string | null; written_at: Date }
  person_tag: { person_id: string; tag: string }
  bulk_act: BulkActTable
  bulk_person: { bulk_id: string; person_id: string }
  erasure: ErasureTable
  export: ExportTable
  export_chunk: { export_id: string; number: number; sealed: Buffer }
}

interface ExportTable {
  id: string
  filter: ColumnType<unknown, string, string>
  /** Whose signers: as `scopesOf` gave them to whoever asked. */
  scopes: ColumnType<unknown, string, string>
  asked_by: string
  asked_at: Date
  state: Generated<'waiting' | 'running' | 'ready' | 'taken' | 'expired'>
  rows_done: Generated<number>
  rows_all: Generated<number>
  language: Language
  ready_at: Date | null
  expires_at: Date | null
  mac: Buffer | null
}

interface BulkActTable {
  id: string
  kind: 'tag' | 'untag' | 'erase'
  tag: string | null
  asked_by: string
  asked_at: Date
  people_all: number
  people_done: Generated<number>
}

interface ErasureTable {
  id: string
  campaign_id: string
  /** The act on many people that it belongs to. */
  bulk_id: string | null
  /** Groups whose petitions they signed. */
  group_ids: string[]
  person_ids: string[]
  people: number
  signatures: number
  state: 'held' | 'undone' | 'done'
  /** Their rows, as JSON; null once it is over. */
  sealed: Buffer | null
  link_hashes: Buffer[]
  asked_by: string
  asked_at: Date
  held_until: Date
  ended_at: Date | null
}

/** Why our mail server takes no mail from us, and when one is tried again; a row only while that is so. */
interface MailPauseTable {
  only_one: Generated<true>
  reason: string
  /** The server's own code, such as 535 or 5.7.8. */
  code: string | null
  since: Date
  /** Failures in a row. */
  failures: number
  rests: Generated<number>
  /** Null: not paused yet, since too little has failed. */
  resumes_at: Date | null
}

/** A domain that refuses our mail: what goes there waits, and one is tried from time to time. */
interface MailDomainHoldTable {
  domain_mark: Buffer
  code: string
  since: Date
  last_message_id: string
  /** Different messages refused in a row. */
  refused: Generated<number>
  /** Nobody anywhere has taken a mail of ours since. */
  is_since_accepted: Generated<boolean>
  rests: Generated<number>
  resumes_at: Date
}

/** What a message to a contact is for; each has a budget of its own. */
export type Purpose = 'confirmation' | 'again' | 'own-page' | 'call' | 'reminder' | 'answer'

/** How a message travels. */
export type Channel = 'mail' | 'sms'

interface ContactPointTable {
  id: string
  campaign_id: string
  channel: Channel
  blind_index: Buffer
  sealed: Buffer
  proven_on: string | null
  failing_since: string | null
  /** Of mail: a keyed hash of what stands after the @. */
  domain_mark: Buffer | null
  created_on: string
}

interface PersonTable {
  id: string
  campaign_id: string
  contact_id: string
  other_contact_id: string | null
  name_index: Buffer
  sealed: Buffer
  language: Language
  /** IANA name, by the ZIP; null when it is not known. */
  time_zone: Generated<string | null>
  created_on: string
}

export type ConsentPurpose = 'email' | 'sms' | 'show_name' | 'network'

interface ConsentTable {
  person_id: string
  petition_id: string
  purpose: ConsentPurpose
  text_version: string
  language: Language
  given_on: string
  withdrawn_on: string | null
}

export type MessageState =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'unknown'
  | 'suppressed'
  | 'deferred'

interface MessageTable {
  id: string
  channel: Channel
  template: string
  language: Language
  /** A signer, somebody who is invited to work in the office, an official, a phone that texted us, or an organizer: one of them. */
  contact_id: string | null
  invitation_id: string | null
  person_id: string | null
  signature_id: string | null
  petition_id: string | null
  letter_id: string | null
  /** The action it is about, when that is no petition. */
  advocacy_campaign_id: string | null
  /** An official's address or number. */
  contact_detail_id: string | null
  /** A phone that texted us. */
  conversation_id: string | null
  organizer_id: string | null
  /** The limit that it tells of. */
  money_alert_id: string | null
  forgetting_notice_id: string | null
  /** Whose it is and, for a text, who pays; null for what belongs to no campaign, such as help for a phone that nobody knows. */
  campaign_id: ColumnType<string | null, string | null, never>
  /** The words, when they are not made anew at sending. */
  sealed_body: Buffer | null
  /** A letter that has not left by then gets a new time. */
  due_until: Date | null
  once_key: string
  link_hash: Buffer
  state: Generated<MessageState>
  due_at: Date
  attempts: Generated<number>
  claimed_at: Date | null
  sent_at: Date | null
  provider_id: string | null
  /** Of a text, once it was sent. */
  segments: number | null
  /** When the provider's own record of it was deleted. */
  removed_at: Date | null
  failure: string | null
  /** The mail server's own code, such as 5.7.26. */
  failure_code: Generated<string | null>
  /** When it was first refused for a reason that is ours; it waits. */
  refused_since: Generated<Date | null>
  /** Asked for by somebody who had stopped our messages before. */
  is_despite_stop: Generated<boolean>
  created_at: Date
}
