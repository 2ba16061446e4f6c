import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'

/** Calls, texts and letters to officials, and their outcomes. */
export interface AdvocacyTables {
  advocacy_campaign: AdvocacyCampaignTable
  advocacy_draft: {
    advocacy_campaign_id: string
    content: ColumnType<unknown, string, string>
    revision: number
    saved_by: string | null
    saved_at: Date
  }
  advocacy_revision: {
    advocacy_campaign_id: string
    revision: number
    content: ColumnType<unknown, string, string>
    state: AdvocacyState
    published_by: string | null
    published_at: Date
  }
  advocacy_target: { advocacy_campaign_id: string; post_id: string; position: number; has_agreed: Generated<boolean> }
  outreach: OutreachTable
  outreach_tally: {
    advocacy_campaign_id: string
    post_id: string
    day: string
    channel: string
    outcome: string
    language: Language
    count: number
  }
  letter: LetterTable
  /** Names for where a page's links and QR codes are put up. */
  source_code: {
    petition_id: string | null
    advocacy_campaign_id: string | null
    code: string
    name: string
    created_at: Date
  }
  /** The latest time assigned to a letter to an office. */
  letter_drip: { organization_id: string; last_due_at: Date }
}

export type AdvocacyState = 'draft' | 'open' | 'closed' | 'archived'

interface AdvocacyCampaignTable {
  id: Generated<string>
  campaign_id: string
  group_id: string
  /** Name of an `OutreachKind`; listed in `actions/registry.server.ts`. */
  kind: string
  slug: string
  state: Generated<AdvocacyState>
  revision: Generated<number>
  title: ColumnType<Bilingual, string, string>
  summary: ColumnType<Bilingual, string, string>
  /** What the kind needs: script, letter, text. Parsed by the kind's own schema. */
  content: ColumnType<unknown, string, string>
  /** How targets are found; see `app/actions/kind/targeting.ts`. */
  targeting: ColumnType<unknown, string, string>
  opens_at: Date | null
  closes_at: Date | null
  created_at: Date
  updated_at: Date
}

interface OutreachTable {
  id: string
  advocacy_campaign_id: string
  post_id: string
  contact_detail_id: string | null
  /** Name of an `OutreachKind`, with one of its ways and outcomes. */
  channel: string
  via: string
  outcome: string
  language: Language
  area: Generated<string>
  source: Generated<string>
  duration_seconds: number | null
  person_id: string | null
  done_at: Date
  /** On which it is counted; see `countedDay`. */
  day: Generated<string | null>
}

/**
 * After confirmation: `waiting` until it is scheduled, `queued` until it leaves, or kept `in-digest`. A bounce makes it
 * `returned` until another address has been found, or `failed` when there is none.
 */
export type LetterState =
  | 'unconfirmed'
  | 'waiting'
  | 'queued'
  | 'in-digest'
  | 'sent'
  | 'returned'
  | 'failed'
  | 'withdrawn'

interface LetterTable {
  id: string
  /** Letters from one form submission share their text and their confirmation. */
  writing_id: string
  advocacy_campaign_id: string
  post_id: string
  person_id: string
  contact_id: string
  name_slot: 1 | 2
  /** Where it goes, or was last sent. */
  contact_detail_id: string | null
  /** The daily email it was sent in. */
  digest_id: string | null
  sealed: Buffer
  likeness: Buffer
  language: Language
  area: string
  source: string
  state: Generated<LetterState>
  failure: string | null
  written_at: Date
  confirmed_at: Date | null
  sent_at: Date | null
}
