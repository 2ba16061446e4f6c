import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'
import type { AdvocacyTables } from './schema-advocacy'
import type { GatewaysTables } from './schema-gateways'
import type { OfficialsTables } from './schema-officials'

/** The tables, column by column, as `structure.sql` has them. Bytes are `Buffer`, days are `YYYY-MM-DD` text. */
export interface Database extends OfficialsTables, AdvocacyTables, GatewaysTables {
  campaign: CampaignTable
  vault_key: VaultKeyTable
  petition: PetitionTable
  petition_update: PetitionUpdateTable
  intake: IntakeTable
  receipt: { id: string; outcome: string; created_at: Date }
  contact_point: ContactPointTable
  person: PersonTable
  signature: SignatureTable
  consent: ConsentTable
  public_name: PublicNameTable
  suppression: { blind_index: Buffer; channel: Channel; reason: 'opted-out' | 'bounced'; since: string }
  message: MessageTable
  message_budget: { blind_index: Buffer; day: string; owed: number }
  tally: TallyTable
  petition_total: PetitionTotalTable
  milestone: { petition_id: string; threshold: number; reached_at: Date; withdrawn_at: Date | null }
  maintenance_run: MaintenanceRunTable
  member_group: MemberGroupTable
  organizer: OrganizerTable
  organizer_role: { organizer_id: string; group_id: string; role: Role; since: Date }
  passkey: PasskeyTable
  passkey_challenge: { id: string; challenge: string; organizer_id: string | null; expires_at: Date }
  recovery_code: { organizer_id: string; hash: Buffer; used_at: Date | null }
  organizer_session: OrganizerSessionTable
  invitation: InvitationTable
  audit: AuditTable
  petition_draft: { petition_id: string; content: ColumnType<unknown, string, string>; revision: number; saved_by: string | null; saved_at: Date }
  petition_revision: PetitionRevisionTable
  editing_lock: { subject: string; organizer_id: string; until: Date }
  picture: { id: string; bytes: Buffer; width: number; height: number; created_by: string | null; created_at: Date }
  tally_by: { petition_id: string; dimension: TallyDimension; key: string; received: Generated<number>; confirmed: Generated<number> }
  stop_switch: { name: SwitchName; is_on: boolean; changed_by: string | null; changed_at: Date | null }
  export: ExportTable
  export_chunk: { export_id: string; number: number; sealed: Buffer }
  import_batch: ImportBatchTable
  import_row: ImportRowTable
  delivery: DeliveryTable
  person_note: { id: string; person_id: string; sealed: Buffer; written_by: string | null; written_at: Date }
  person_tag: { person_id: string; tag: string }
  bulk_act: BulkActTable
  bulk_person: { bulk_id: string; person_id: string }
}

export type Role = 'owner' | 'organizer' | 'moderator' | 'viewer'
export type SwitchName = 'mail' | 'sms' | 'calls' | 'read-only' | 'legal-hold'
export type TallyDimension = 'day' | 'hour' | 'area' | 'county' | 'language' | 'source' | 'channel'

interface MemberGroupTable {
  id: Generated<string>
  parent_id: string | null
  kind: 'network' | 'group' | 'chapter'
  name: string
  areas: Generated<string[]>
  /** Open Civic Data ids of the counties a chapter works in. */
  counties: Generated<string[]>
  created_at: Generated<Date>
}

interface OrganizerTable {
  id: string
  email_index: Buffer
  sealed: Buffer
  language: Language
  password_hash: string | null
  sealed_totp: Buffer | null
  totp_step: Generated<string>
  failures: Generated<number>
  locked_until: Date | null
  created_at: Date
  removed_at: Date | null
}

interface PasskeyTable {
  id: string
  organizer_id: string
  credential_id: string
  public_key: Buffer
  counter: string
  name: string
  created_at: Date
  used_at: Date | null
}

interface OrganizerSessionTable {
  id: string
  token_hash: Buffer
  organizer_id: string
  way: 'passkey' | 'password' | 'recovery'
  created_at: Date
  seen_at: Date
  proved_at: Date
  ended_at: Date | null
}

interface InvitationTable {
  id: string
  token_hash: Buffer
  group_id: string
  role: Role
  sealed: Buffer | null
  invited_by: string | null
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
  withdrawn_at: Date | null
}

interface AuditTable {
  seq: Generated<string>
  at: Date
  organizer_id: string | null
  group_id: string | null
  act: string
  subject: string
  how_many: number
  reason: string | null
  previous: Generated<Buffer>
  hash: Generated<Buffer>
}

interface PetitionRevisionTable {
  petition_id: string
  revision: number
  content: ColumnType<unknown, string, string>
  state: string
  published_by: string | null
  published_at: Date
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
}

interface ImportBatchTable {
  id: string
  petition_id: string
  asked_by: string
  asked_at: Date
  state: Generated<'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'undone'>
  columns: ColumnType<string[], string, string>
  mapping: ColumnType<Record<string, string> | null, string | null, string | null>
  rows_all: Generated<number>
  /** While it is checked or recorded: how many lines that has been done to. */
  rows_done: Generated<number>
}

interface ImportRowTable {
  batch_id: string
  line: number
  sealed: Buffer
  outcome: string | null
  reason: string | null
  signature_id: string | null
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

interface DeliveryTable {
  id: string
  petition_id: string
  delivered_on: string
  recipient: string
  by_whom: string
  signatures: number
  picture_id: string | null
  answer: BilingualOrNull
  /** When an owner let the answer be told to those who asked. */
  told_at: Date | null
  created_by: string | null
  created_at: Date
}

/** How a message travels. */
export type Channel = 'mail' | 'sms'

/** jsonb in two languages: read as an object, written as JSON text. */
type BilingualColumn = ColumnType<Bilingual, string, string>
type BilingualOrNull = ColumnType<Bilingual | null, string | null | undefined, string | null>

interface CampaignTable {
  id: Generated<string>
  slug: string
  state: Generated<'draft' | 'published' | 'archived'>
  group_id: string
  name: BilingualColumn
  summary: BilingualColumn
  story: BilingualColumn
  colour: string
  closes_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

interface VaultKeyTable {
  id: Generated<string>
  campaign_id: string | null
  public_key: Buffer
  wrapped_private_key: Buffer
  wrapped_data_key: Buffer
  wrapped_token_key: Buffer | null
  created_at: Generated<Date>
}

export type PetitionState = 'draft' | 'open' | 'closed' | 'victory' | 'archived'

interface PetitionTable {
  id: Generated<string>
  campaign_id: string
  group_id: string
  revision: Generated<number>
  /** The petition this one was made from, and for which target; both or neither. */
  template_id: string | null
  target_key: string | null
  slug: string
  state: Generated<PetitionState>
  title: BilingualColumn
  ask: BilingualColumn
  target: BilingualColumn
  story: BilingualColumn
  image: string | null
  image_alt: BilingualOrNull
  share_text: BilingualColumn
  goal_steps: Generated<number[]>
  outcome: BilingualOrNull
  comment_prompt: BilingualOrNull
  asks_comment: Generated<boolean>
  asks_names: Generated<boolean>
  asks_phone: Generated<boolean>
  thanks_text: BilingualOrNull
  confirm_subject: BilingualOrNull
  confirm_text: BilingualOrNull
  thanks_mail: BilingualOrNull
  /** Picture that messengers show instead of the drawn one. */
  share_image: string | null
  /** IANA; in which opening and closing are typed and said. */
  time_zone: Generated<string>
  opens_at: Date | null
  closes_at: Date | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

interface PetitionUpdateTable {
  id: Generated<string>
  petition_id: string
  published_on: string
  title: BilingualColumn
  body: BilingualColumn
}

export interface IntakeTable {
  seq: Generated<string>
  id: string
  key_id: string
  kind: string
  sealed: Buffer
  held: string | null
  accepted_at: Date
  attempts: Generated<number>
  retry_at: Date | null
  failure: string | null
}

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

interface SignatureTable {
  id: string
  petition_id: string
  person_id: string | null
  contact_token: Buffer
  name_token: Buffer
  seat: 1 | 2
  state: 'unconfirmed' | 'confirmed'
  held: string | null
  is_private: boolean
  area: string
  /** Open Civic Data id of the ZIP's likeliest county; null for a private signature, and where none is known. */
  county: string | null
  language: Language
  source: string
  sealed_comment: Buffer | null
  channel: Generated<Channel | 'paper'>
  code_attempts: Generated<number>
  accepted_at: Date
  confirmed_at: Date | null
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

interface PublicNameTable {
  signature_id: string
  petition_id: string
  display_name: string
  place: string
  comment: string | null
  comment_state: Generated<'shown' | 'review' | 'hidden'>
  confirmed_at: Date
}

export type MessageState = 'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'unknown' | 'suppressed'

interface MessageTable {
  id: string
  channel: Channel
  template: string
  language: Language
  /** A signer, somebody who is invited to work in the office, or an official: one of the three. */
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
  created_at: Date
}

interface TallyTable {
  petition_id: string
  day: string
  area: string
  language: Language
  source: string
  received: Generated<number>
  confirmed: Generated<number>
  private: Generated<number>
}

interface PetitionTotalTable {
  petition_id: string
  received: Generated<number>
  confirmed: Generated<number>
  private: Generated<number>
  changed_at: Date
}

interface MaintenanceRunTable {
  id: Generated<string>
  job: string
  ran_at: Date
  result: ColumnType<unknown, string, string>
}
