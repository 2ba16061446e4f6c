import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'

/** People, their contacts and consents; messages to them; organizers' notes, exports and bulk changes. */
export interface PeopleTables {
  contact_point: ContactPointTable
  person: PersonTable
  consent: ConsentTable
  subscription: SubscriptionTable
  /** Contacts that ended the news of one campaign; those in `suppression` get nothing from anybody. */
  campaign_stop: { campaign_id: string; blind_index: Buffer; channel: Channel; since: string }
  /** What was sent to a contact lately, from all campaigns together. */
  news_sent: { message_id: string; blind_index: Buffer; sent_at: Date }
  opt_out_list: OptOutListTable
  /** Contacts of a list, and whether it opted them out, until it can no longer be taken back. */
  opt_out_line: { list_id: string; blind_index: Buffer; is_new: boolean }
  person_facts: PersonFactsTable
  segment: SegmentTable
  segment_person: { segment_id: string; person_id: string }
  person_field: PersonFieldTable
  person_field_value: {
    person_id: string
    field_id: string
    value: string
    sorts: Generated<string | null>
    import_id: Generated<string | null>
  }
  suppression: {
    blind_index: Buffer
    channel: Channel
    reason: 'opted-out' | 'bounced'
    since: string
    /** The organizer who recorded it; null: they told us themselves, or their provider did. */
    recorded_by: Generated<string | null>
  }
  message: MessageTable
  own_page_session: OwnPageSessionTable
  /** What was granted to a contact, by purpose: for the own page at the exact time, otherwise per day. */
  message_budget: { blind_index: Buffer; purpose: Purpose; owed_at: Date; owed: number }
  mail_pause: MailPauseTable
  mail_domain_hold: MailDomainHoldTable
  held_release: HeldReleaseTable
  held_release_signature: { release_id: string; signature_id: string }
  person_note: {
    id: string
    person_id: string
    sealed: Buffer
    written_by: string | null
    written_at: Date
    /** Deleted a day later. */
    removed_at: Generated<Date | null>
  }
  person_tag: PersonTagTable
  tag_change: TagChangeTable
  /** Who was known, on which of their contacts, when a list opted it out; only of lists since we keep that. */
  list_stop: { person_id: string; list_id: string; channel: Channel; undone_at: Generated<Date | null> }
  contact_change: ContactChangeTable
  recorded_stop: RecordedStopTable
  /** Who was in an export; only of those written since we keep that. */
  export_person: { export_id: string; person_id: string }
  bulk_act: BulkActTable
  bulk_person: {
    bulk_id: string
    person_id: string
    /** Of those who are changed back: the list whose tag it was; null for none. */
    import_id: Generated<string | null>
  }
  erasure: ErasureTable
  export: ExportTable
  export_chunk: { export_id: string; number: number; sealed: Buffer }
}

/** What segments are asked of: a rollup that triggers keep. */
interface PersonFactsTable {
  person_id: string
  campaign_id: string
  /** As `fact_code` makes it; 0 when unknown. */
  county: string
  zip_mark: string
  /** Two letters, or ''. */
  state: string
  language: Language
  by_mail: boolean
  by_text: boolean
  codes: string[]
  /** Days since 2020, in the order of the codes. */
  days: number[]
}

/** A saved question about people. */
interface SegmentTable {
  id: string
  group_id: string
  campaign_id: string | null
  name: string
  rule: ColumnType<unknown, string, string>
  revision: Generated<number>
  frozen_at: Generated<Date | null>
  created_by: string | null
  updated_by: string | null
  created_at: Date
  updated_at: Date
  removed_at: Generated<Date | null>
}

/** A field that a group defined for its people. */
interface PersonFieldTable {
  id: string
  group_id: string
  label: ColumnType<Bilingual, string, string>
  kind: 'text' | 'number' | 'date' | 'choice'
  choices: ColumnType<{ key: string; label: Bilingual }[], string, string>
  created_by: string | null
  created_at: Date
  removed_at: Generated<Date | null>
}

/** An address or number that an organizer corrected or added. */
interface ContactChangeTable {
  id: string
  person_id: string
  channel: Channel
  /** Null once it is forgotten. */
  new_contact_id: string | null
  /** Null: they had none on this channel. */
  old_contact_id: string | null
  asked_by: string
  /** When its owner was last asked. */
  asked_at: Date
  /** `kept`: the owner of the old one objected; `taken`: by then somebody else had signed with the new one. */
  state: Generated<'waiting' | 'confirmed' | 'not-theirs' | 'kept' | 'taken' | 'taken-back'>
  ended_at: Date | null
}

/** A stop that somebody asked an organizer for, not us. */
interface RecordedStopTable {
  id: string
  person_id: string
  way: 'phone' | 'in-person' | 'other'
  channels: Channel[]
  /** What they said. */
  sealed: Buffer
  /** Contacts that had not been stopped before. */
  contact_ids: string[]
  /** Consents that it ended: of everybody on these contacts. */
  consents: ColumnType<{ person_id: string; petition_id: string; purpose: ConsentPurpose }[], string, string>
  recorded_by: string
  recorded_at: Date
  undone_at: Date | null
  undone_by: string | null
}

interface PersonTagTable {
  person_id: string
  tag: string
  /** The list that put it on them, until somebody does so by hand; null for none. */
  import_id: Generated<string | null>
}

/** A tag that was put on somebody or taken off. */
interface TagChangeTable {
  id: Generated<string>
  person_id: string
  tag: string
  is_on: boolean
  changed_by: string | null
  changed_at: Date
  /** The change of many that it is part of; that is kept for thirty days. */
  bulk_id: string | null
  /** The list that brought it, or was undone. */
  import_id: string | null
}

/** Signatures that were let count together. */
interface HeldReleaseTable {
  id: string
  petition_id: string
  /** Why they had been held; they are held for it again when this is taken back. */
  reason: string
  released_by: string
  released_at: Date
}

interface ExportTable {
  id: string
  filter: ColumnType<unknown, string, string>
  /** Whose signers: the result of `scopesOf` for the requester. */
  scopes: ColumnType<unknown, string, string>
  shape: Generated<'people' | 'texts'>
  asked_by: string
  asked_at: Date
  state: Generated<'waiting' | 'running' | 'ready' | 'taken' | 'expired'>
  rows_done: Generated<number>
  rows_all: Generated<number>
  language: Language
  ready_at: Date | null
  expires_at: Date | null
  mac: Buffer | null
  /** How its people stood when it was written; null: not written yet, or by a version that did not count. */
  standing: ColumnType<Standing | null, string | null | undefined, string | null>
}

/** Counts over people, none of whom is named: how many there are, how many of their contacts have opted out, and how many of their consents have ended. */
export interface Standing {
  people: number
  stopped: number
  ended: number
}

interface BulkActTable {
  id: string
  kind: 'tag' | 'untag' | 'erase'
  tag: string | null
  asked_by: string
  asked_at: Date
  people_all: number
  people_done: Generated<number>
  /** How many of those who are done really changed; null: of before that was counted. */
  people_changed: Generated<number | null>
}

interface ErasureTable {
  id: string
  campaign_id: string
  /** The bulk change it belongs to. */
  bulk_id: string | null
  /** Groups whose petitions they signed. */
  group_ids: string[]
  person_ids: string[]
  people: number
  signatures: number
  state: 'held' | 'undone' | 'done'
  /** Their rows, as JSON; null once it has ended. */
  sealed: Buffer | null
  link_hashes: Buffer[]
  asked_by: string
  asked_at: Date
  held_until: Date
  ended_at: Date | null
}

/** Why our mail server accepts no mail from us, and when the next try is; a row exists only while that is so. */
interface MailPauseTable {
  only_one: Generated<true>
  reason: string
  /** The server's own code, such as 535 or 5.7.8. */
  code: string | null
  since: Date
  /** Consecutive failures. */
  failures: number
  rests: Generated<number>
  /** Null: too few failures to pause. */
  resumes_at: Date | null
}

/** A domain that rejects our mail: mail to it waits, and one message is tried from time to time. */
interface MailDomainHoldTable {
  domain_mark: Buffer
  code: string
  since: Date
  last_message_id: string
  /** Different messages refused in a row. */
  refused: Generated<number>
  /** No domain has accepted an email from us since. */
  is_since_accepted: Generated<boolean>
  rests: Generated<number>
  resumes_at: Date
}

/** What a message to a contact is for; each purpose has its own budget. */
export type Purpose = 'confirmation' | 'again' | 'own-page' | 'call' | 'reminder' | 'answer'

/** The channel of a message. */
export type Channel = 'mail' | 'sms'

interface ContactPointTable {
  id: string
  campaign_id: string
  channel: Channel
  blind_index: Buffer
  sealed: Buffer
  proven_on: string | null
  failing_since: string | null
  /** For email: blind index of the domain. */
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
  /** IANA name, by the ZIP; null when unknown. */
  time_zone: Generated<string | null>
  /** By the ZIP; null when unknown, or when they sign privately. */
  county: Generated<string | null>
  /** `zipMark` of the ZIP; 0: none, or they sign privately; null: not looked at yet. */
  zip_mark: Generated<string | null>
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

/** How somebody came to get news. */
type SubscribedHow = 'form' | 'keyword' | 'paper' | 'import' | 'organizer' | 'own-page'

/** How somebody ended it; `link`: the one in our mails. */
export type EndedHow = 'own-page' | 'link' | 'text' | 'mail' | 'complaint' | 'organizer' | 'list' | 'merged'

/** One person's news by one way from one sender; of rows that have not ended there is one. */
interface SubscriptionTable {
  id: string
  person_id: string
  channel: Channel
  scope: 'campaign' | 'network'
  text_version: string
  language: Language
  given_on: string
  how: SubscribedHow
  /** The page's path without its language, without a place. */
  page: string
  asked_at: Date
  /** Null: asked for on a page, and not confirmed from the contact yet. */
  confirmed_on: string | null
  code_attempts: Generated<number>
  ended_on: Generated<string | null>
  ended_how: Generated<EndedHow | null>
  /** The list of opt-outs that ended it. */
  ended_with: Generated<string | null>
}

interface OptOutListTable {
  id: string
  made_by: string
  made_at: Date
  lines: number
  /** Contacts that it opted out; those that had opted out before; lines that are neither an address nor a number. */
  added: number
  known: number
  unread: number
  undone_at: Generated<Date | null>
  undone_by: Generated<string | null>
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
  /**
   * Recipient: a signer, an invited organizer, an official, a phone that texted us, or an organizer; exactly one of
   * them.
   */
  contact_id: string | null
  invitation_id: string | null
  person_id: string | null
  signature_id: string | null
  petition_id: string | null
  letter_id: string | null
  /** The action it is about, unless that is a petition. */
  advocacy_campaign_id: string | null
  /** An official's address or number. */
  contact_detail_id: string | null
  /** A phone that texted us. */
  conversation_id: string | null
  organizer_id: string | null
  /** The limit it reports. */
  money_alert_id: string | null
  forgetting_notice_id: string | null
  organizer_digest_id: Generated<string | null>
  /** The message to many that it is, and which of two subjects it has. */
  broadcast_id: Generated<string | null>
  variant: Generated<'a' | 'b' | null>
  /** The message to many that it shows to an organizer. */
  test_of: Generated<string | null>
  /** The campaign it belongs to, which pays for a text; null for none, such as help for an unknown phone. */
  campaign_id: ColumnType<string | null, string | null, never>
  /** The text, if it is not composed when sent. */
  sealed_body: Buffer | null
  /** Of a mail written by hand: its subject, and what it answers. */
  sealed_mail: Generated<Buffer | null>
  /** The organizer who wrote it by hand; null: we did. */
  written_by: Generated<string | null>
  /** Division that a notice waits for; null once it is due, and for every other message. */
  sealed_place: Generated<Buffer | null>
  /** A letter that has not left by then is rescheduled. */
  due_until: Date | null
  once_key: string
  link_hash: Buffer
  state: Generated<MessageState>
  due_at: Date
  attempts: Generated<number>
  claimed_at: Date | null
  sent_at: Date | null
  provider_id: string | null
  /** For a text, once sent. */
  segments: number | null
  /** When the provider's own record of it was deleted. */
  removed_at: Date | null
  failure: string | null
  /** The mail server's own code, such as 5.7.26. */
  failure_code: Generated<string | null>
  /** When it was first refused because of us; it is waiting. */
  refused_since: Generated<Date | null>
  /** Requested by somebody who had stopped our messages before. */
  is_despite_stop: Generated<boolean>
  created_at: Date
}

/** A person's own page while it is open. */
interface OwnPageSessionTable {
  /** The message whose link opened it, so a link opens one page once. */
  message_id: string
  token_hash: Buffer
  until: Date
}
