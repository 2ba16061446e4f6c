import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'
import type { Channel } from './schema-people'

/** Campaigns and petitions, drafts and published; signatures, names and counts; imports and deliveries. */
export interface PetitionsTables {
  campaign: CampaignTable
  /** Owners were notified that a campaign's people are about to be forgotten; each notice once. */
  forgetting_notice: {
    id: Generated<string>
    campaign_id: string
    forget_on: string
    days_before: 30 | 7
    people: number
    noticed_at: Date
  }
  petition: PetitionTable
  petition_update: PetitionUpdateTable
  petition_draft: {
    petition_id: string
    content: ColumnType<unknown, string, string>
    revision: number
    saved_by: string | null
    saved_at: Date
  }
  petition_revision: PetitionRevisionTable
  editing_lock: { subject: string; organizer_id: string; until: Date }
  picture: { id: string; bytes: Buffer; width: number; height: number; created_by: string | null; created_at: Date }
  signature: SignatureTable
  public_name: PublicNameTable
  tally: TallyTable
  tally_by: {
    petition_id: string
    dimension: TallyDimension
    key: string
    received: Generated<number>
    confirmed: Generated<number>
  }
  petition_total: PetitionTotalTable
  milestone: { petition_id: string; threshold: number; reached_at: Date; withdrawn_at: Date | null }
  import_batch: ImportBatchTable
  import_row: ImportRowTable
  imported_person: ImportedPersonTable
  delivery: DeliveryTable
  second_typing: SecondTypingTable
}

export type TallyDimension = 'day' | 'hour' | 'area' | 'county' | 'language' | 'source' | 'channel'

interface PetitionRevisionTable {
  petition_id: string
  revision: number
  content: ColumnType<unknown, string, string>
  state: string
  published_by: string | null
  published_at: Date
}

/** Somebody who came with a list of a campaign, and signed nothing by it. */
interface ImportedPersonTable {
  batch_id: string
  person_id: string
  /** Whether nobody knew them before. */
  is_new: boolean
  source: Generated<string>
  /** What the list says of how they agreed to hear from us. */
  sealed: Generated<Buffer | null>
  imported_at: Date
}

interface ImportBatchTable {
  id: string
  /** Of a list of signatures; null for one of people without. */
  petition_id: string | null
  /** Of a list of people without a signature. */
  campaign_id: Generated<string | null>
  /** How the people on it agreed to hear from us; null: lines say it, or nobody has. */
  evidence: Generated<string | null>
  evidence_on: Generated<string | null>
  asked_by: string
  asked_at: Date
  state: Generated<'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'undone'>
  columns: ColumnType<string[], string, string>
  mapping: ColumnType<Record<string, string> | null, string | null, string | null>
  rows_all: Generated<number>
  /** Lines checked or recorded so far. */
  rows_done: Generated<number>
  /** While checking: the last line checked, as numbered in its file. */
  line_done: Generated<number>
  /** Of lines that do not say one. */
  language: Generated<Language | null>
  /** When somebody last worked on it, if anybody did since it was taken in. */
  acted_at: Generated<Date | null>
  /** Since when it is set aside, because the worker failed on it. */
  failed_at: Generated<Date | null>
  /** Whether it was typed from a sheet of paper. */
  is_typed: Generated<boolean>
  /** Who typed it a second time, when, and how many of its lines. */
  second_by: Generated<string | null>
  second_at: Generated<Date | null>
  second_lines: Generated<number>
  /** Warnings about the whole file: see `RosterWarning`. */
  warnings: ColumnType<unknown, string, string>
  /** Whether columns with days in numbers have the month or the day first: see `ShownOrder`. */
  day_orders: ColumnType<Record<string, 'month' | 'day' | 'both' | 'unsure'>, string | undefined, string>
}

interface ImportRowTable {
  batch_id: string
  line: number
  sealed: Buffer
  outcome: string | null
  reason: string | null
  /** What was set right in its cells: see `Mend`. */
  mends: Generated<string[]>
  signature_id: string | null
  /** Blind indexes of the contact and the name by which a good line counts once; null once the list is recorded. */
  signer_key: Generated<Buffer | null>
  /** The first line of the list that is about the same person. */
  double_of: Generated<number | null>
  /** The number that it was sealed for, when it has another since. */
  sealed_line: Generated<number | null>
}

/** A line of a sheet as a second person typed it, while nobody has chosen between the two. */
interface SecondTypingTable {
  batch_id: string
  line: number
  sealed: Buffer
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
  /** When an owner approved sending the answer to those who asked for news. */
  told_at: Date | null
  /** Whether the petition's page shows it. */
  is_public: Generated<boolean>
  /** What the photo shows; null without one. */
  photo_alt: ColumnType<Bilingual | null, string | null | undefined, string | null>
  /** Whether everybody in the photo agreed to be shown. */
  all_agreed: Generated<boolean>
  created_by: string | null
  created_at: Date
}

interface CampaignTable {
  id: Generated<string>
  slug: string
  state: Generated<'draft' | 'published' | 'archived'>
  group_id: string
  name: BilingualColumn
  summary: BilingualColumn
  /** Shown below the sections. */
  story: BilingualColumn
  colour: string
  revision: Generated<number>
  /** The sections of its home, in order. @see app/campaigns/home */
  sections: ColumnType<unknown, string | undefined, string>
  closes_at: Date | null
  archived_at: Generated<Date | null>
  /** When the closing day or the state last changed: nobody is forgotten within seven days of it. */
  ending_changed_at: Generated<Date | null>
  /** The closing day or the archiving, whichever comes first; all pages of the campaign close then. */
  ends_at: ColumnType<Date | null, never, never>
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export type PetitionState = 'draft' | 'open' | 'closed' | 'victory' | 'archived'

interface PetitionTable {
  id: Generated<string>
  campaign_id: string
  group_id: string
  revision: Generated<number>
  /** The petition this one was copied from, and for which target; both or neither. */
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
  /** Picture that messengers show instead of the generated one. */
  share_image: string | null
  /** IANA; time zone in which opening and closing are entered and shown. */
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

interface SignatureTable {
  id: string
  petition_id: string
  person_id: string | null
  contact_token: Buffer
  name_token: Buffer
  name_slot: 1 | 2
  state: 'unconfirmed' | 'confirmed'
  held: string | null
  is_private: boolean
  area: string
  /** Open Civic Data id of the ZIP's most likely county; null for a private signature, or when unknown. */
  county: string | null
  language: Language
  source: string
  sealed_comment: Buffer | null
  channel: Generated<Channel | 'paper'>
  code_attempts: Generated<number>
  accepted_at: Date
  confirmed_at: Date | null
  /** On which it is counted; see `countedDay`. */
  day: Generated<string | null>
  /** YYYY-MM-DD, as a sheet or a list says; null: it does not. */
  signed_on: Generated<string | null>
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

/** jsonb in two languages: read as an object, written as JSON text. */
type BilingualColumn = ColumnType<Bilingual, string, string>

type BilingualOrNull = ColumnType<Bilingual | null, string | null | undefined, string | null>
