import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'

/** The tables, column by column, as `structure.sql` has them. Bytes are `Buffer`, days are `YYYY-MM-DD` text. */
export interface Database {
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
  language: Language
  source: string
  sealed_comment: Buffer | null
  code_attempts: Generated<number>
  accepted_at: Date
  confirmed_at: Date | null
}

export type ConsentPurpose = 'email' | 'sms' | 'show_name'

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

interface MessageTable {
  id: string
  channel: Channel
  template: string
  language: Language
  contact_id: string
  person_id: string | null
  signature_id: string | null
  petition_id: string | null
  once_key: string
  link_hash: Buffer
  state: Generated<'queued' | 'sending' | 'sent' | 'failed' | 'unknown' | 'suppressed'>
  due_at: Date
  attempts: Generated<number>
  claimed_at: Date | null
  sent_at: Date | null
  provider_id: string | null
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
