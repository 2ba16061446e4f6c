import type { ColumnType, Generated, RawBuilder } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'

/** A campaign's story: timeline, cases, news, meetings; documents; policies of localities; the index of the search. */
export interface StoryTables {
  story_draft: {
    thing_id: string
    content: ColumnType<unknown, string, string>
    revision: number
    saved_by: string | null
    saved_at: Date
  }
  story_revision: {
    thing_id: string
    revision: number
    content: ColumnType<unknown, string, string>
    state: string
    published_by: string | null
    published_at: Date
  }
  timeline_entry: StoryThingTable & { happened_on: PartialDay | null; kind: Generated<TimelineKind> }
  court_case: StoryThingTable
  /** `shown_at`: when it is or will be public. */
  news_item: StoryThingTable & { kind: 'post' | 'press'; shown_at: Date | null }
  meeting: StoryThingTable & { division_id: string | null; starts_at: Date | null; comment_by: Date | null }
  document_collection: {
    id: Generated<string>
    campaign_id: string
    slug: string
    title: BilingualColumn
    created_at: Date
  }
  document: DocumentTable
  document_page: {
    document_id: string
    /** From 1. */
    number: number
    text: Generated<string>
    text_from: 'file' | 'recognized' | 'nothing'
    /** Of its larger picture, in pixels. */
    width: number
    height: number
    words_en: ColumnType<string, never, never>
    words_es: ColumnType<string, never, never>
  }
  /** Named by the path that stands in a home. */
  video: {
    sha256: string
    type: 'mp4' | 'webm'
    bytes: ColumnType<string, number, number>
    created_by: string | null
    created_at: Date
  }
  /** A message to those who asked for news. A text has no subject. */
  broadcast: BroadcastTable
  broadcast_wave: BroadcastWaveTable
  /** How fast mail to many leaves. One row. */
  mail_pace: {
    only_one: Generated<true>
    warms_up_from: string | null
    first_day: number
    domain_per_hour: number | null
  }
  mail_pace_day: { day: string; planned: number }
  mail_domain_hour: { domain_mark: Buffer; hour: Date; sent: number }
  policy_kind: {
    key: string
    name: BilingualColumn
    meaning: BilingualColumn
    /** Whether it limits what a locality does for immigration, has it do more, or state law decides. */
    effect: 'limits' | 'helps' | 'barred'
    position: number
  }
  policy_import: {
    id: string
    format: string
    file_name: string
    state: Generated<'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'undone' | 'dropped'>
    options: ColumnType<Record<string, string>, string | undefined, string>
    columns: ColumnType<string[], string | undefined, string>
    mapping: ColumnType<Record<string, string> | null, string | null, string | null>
    warnings: ColumnType<unknown, string | undefined, string>
    rows_all: Generated<number>
    rows_done: Generated<number>
    asked_by: string | null
    asked_at: Date
    done_at: Date | null
    /** Since when it is set aside, because the worker failed on it. */
    failed_at: Generated<Date | null>
  }
  policy_import_row: {
    import_id: string
    line: number
    cells: ColumnType<string[], string, string>
    understood: ColumnType<unknown, string | null, string | null>
    changes: ColumnType<unknown, string | undefined, string>
    outcome: string | null
    problems: ColumnType<unknown, string | undefined, string>
  }
  policy: PolicyTable
  link_check: {
    url: string
    checked_at: Date | null
    next_check_at: Date
    status: number | null
    failure: string | null
    dead_since: Date | null
    archive_url: Generated<string>
  }
  campaign_request: {
    id: string
    campaign_id: string
    division_id: string | null
    sealed: Buffer
    language: Language
    state: Generated<'waiting' | 'approved' | 'refused'>
    made_campaign_id: string | null
    asked_at: Date
    decided_by: string | null
    decided_at: Date | null
  }
  search_entry: {
    kind: string
    thing_id: string
    language: Language
    path: string
    title: string
    body: string
    /** More to show beside the title: a date, a place, that a ruling was vacated. */
    note: Generated<string>
    /** Changes with the content. */
    version: string
    words: ColumnType<string, never, never>
  }
}

/** YYYY, YYYY-MM or YYYY-MM-DD: as exact as is known. Sorts as text. */
export type PartialDay = string

export const timelineKinds = ['program', 'litigation', 'policy', 'organizing'] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** `open` is published. */
export type StoryState = 'draft' | 'open' | 'archived'

/** What every table of the story has. The columns beside `content` repeat what queries need of it. */
interface StoryThingTable {
  id: Generated<string>
  campaign_id: string
  slug: string
  state: Generated<StoryState>
  revision: Generated<number>
  content: ColumnType<unknown, string, string>
  created_at: Date
  updated_at: Date
}

interface DocumentTable extends StoryThingTable {
  collection_id: string | null
  dated_on: PartialDay | null
  language: Generated<'en' | 'es' | 'other'>
  /** Hex digest of the original file; its name in the storage. */
  sha256: string
  bytes: ColumnType<string, number, number>
  pages: Generated<number>
  reading: Generated<'waiting' | 'reading' | 'read' | 'failed'>
  pages_read: Generated<number>
  failure: string | null
  /** What may have been meant to be hidden. */
  findings: ColumnType<unknown, string | undefined, string>
  findings_accepted_by: string | null
  findings_accepted_at: Date | null
  created_by: string | null
  /** What the worker is to do with its files; null for nothing. */
  file_work: ColumnType<unknown, string | null | undefined, string | null>
  /** How often in a row it could not be read for a reason that may pass. */
  read_failures: Generated<number>
  /** When a document that could not be read is read again; null: never by itself. */
  read_again_at: Generated<Date | null>
  /** The file as it was uploaded, if it was kept beside its cleaned copy. Never public. */
  kept_sha256: string | null
}

interface PolicyTable {
  id: Generated<string>
  division_id: string
  kind: string
  adopted_on: PartialDay | null
  ended_on: PartialDay | null
  /** The day is that of a list which had it: it was adopted then or before. */
  adopted_no_later: Generated<boolean>
  /** The day is that of a list which had it no longer: it ended then or before. */
  ended_no_later: Generated<boolean>
  /** Kept for a while, so that removing it can be undone. */
  removed_at: Date | null
  /** The row before the newest change, with who made it and when; {} when the change was to add it. */
  before_change: ColumnType<unknown, string | null | undefined, string | null>
  note: ColumnType<Bilingual, string | undefined, string>
  /** Who adopted or signed it, such as a sheriff's office; '' for the locality itself. */
  agency: Generated<string>
  /** Of a 287(g) agreement; '' otherwise. */
  model: Generated<string>
  document_id: string | null
  source_url: string
  source_title: Generated<string>
  checked_on: string
  import_id: string | null
  created_at: Date
  updated_at: Date
}

type BilingualColumn = ColumnType<Bilingual, string, string>

export type BroadcastState = 'draft' | 'dropped' | 'approved' | 'scheduled' | 'sending' | 'paused' | 'stopped' | 'done'

/** A message to many. */
interface BroadcastTable {
  id: Generated<string>
  campaign_id: string
  channel: 'mail' | 'text'
  state: Generated<BroadcastState>
  subject: BilingualColumn
  /** The words of a text; of a mail, its plain text. */
  body: BilingualColumn
  preview: ColumnType<Bilingual, string | undefined, string>
  /** Of a mail: `Block[]`. Null: its body is its only block. */
  blocks: ColumnType<unknown, string | null | undefined, string | null>
  plain: ColumnType<Bilingual | null, string | null | undefined, string | null>
  subject_b: ColumnType<Bilingual | null, string | null | undefined, string | null>
  /** The second words of a text to compare. */
  body_b: ColumnType<Bilingual | null, string | null | undefined, string | null>
  test_share: Generated<number>
  test_hours: Generated<number>
  segment_id: Generated<string | null>
  segment: ColumnType<unknown, string | null | undefined, string | null>
  schedule: ColumnType<unknown, string | undefined, string>
  per_hour: Generated<number | null>
  tested_revision: Generated<number | null>
  read_en_revision: Generated<number | null>
  read_es_revision: Generated<number | null>
  approved_revision: Generated<number | null>
  approved_by: Generated<string | null>
  approved_at: Generated<Date | null>
  started_by: Generated<string | null>
  started_at: Generated<Date | null>
  ended_at: Generated<Date | null>
  reach: ColumnType<unknown, string | null | undefined, string | null>
  winner: Generated<'a' | 'b' | null>
  news_item_id: string | null
  revision: Generated<number>
  created_by: string | null
  saved_by: string | null
  /** Everybody who wrote or planned any part of it since it was last approved. */
  writers: ColumnType<string[], string[] | undefined, string[] | RawBuilder<string[]>>
  /** One of several writers who has approved a revision, and waits for a second person. */
  agreed_by: Generated<string | null>
  agreed_revision: Generated<number | null>
  /** Why it was paused by itself, and when. */
  stuck_why: Generated<'segment' | 'fault' | null>
  stuck_at: Generated<Date | null>
  created_at: Date
  updated_at: Date
}

/** People of a broadcast who are planned together: of one time zone, or of one part of a comparison. */
interface BroadcastWaveTable {
  broadcast_id: string
  number: number
  part: 'all' | 'test' | 'rest'
  zone: string | null
  due_at: Date
  due_until: Date | null
  after_person: Generated<string | null>
  next_at: Generated<Date | null>
  /** People of the segment that were looked at, and messages that were planned. */
  seen: Generated<number>
  planned: Generated<number>
  is_planned: Generated<boolean>
}
