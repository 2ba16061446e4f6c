import type { ColumnType, Generated } from 'kysely'
import type { Bilingual } from '~/i18n/language'

/** Divisions, ZIPs and boundaries; organizations, posts, their holders and contact details; roster imports. */
export interface OfficialsTables {
  division: DivisionTable
  division_alias: { alias: string; division_id: string }
  zip_code: ZipCodeTable
  boundary: {
    division_id: string
    geometry: ColumnType<unknown, string, string>
    source_url: string
    checked_on: string
    uploaded_by: string | null
  }
  /** Areas uploaded for a place, until somebody says which property names them. */
  boundary_upload: {
    division_id: string
    areas: ColumnType<unknown, string, string>
    map: ColumnType<unknown, string | null, string | null>
    source_url: string
    checked_on: string
    uploaded_by: string | null
    uploaded_at: Date
  }
  organization: OrganizationTable
  post: PostTable
  official: { id: Generated<string>; name: string; name_key: string; external_id: string | null; created_at: Date }
  membership: MembershipTable
  contact_detail: ContactDetailTable
  post_power: PostPowerTable
  contact_report: ContactReportTable
  roster_import: RosterImportTable
  roster_import_row: RosterImportRowTable
}

export type DivisionKind = 'country' | 'state' | 'county' | 'place' | 'district'

interface DivisionTable {
  /** Open Civic Data id. */
  id: string
  kind: DivisionKind
  /** Two letters. */
  state: string | null
  parent_id: string | null
  /** Census GEOID: two digits for a state, five for a county, seven for a place. */
  geoid: string | null
  name: string
  slug: string
  /** IANA name. */
  time_zone: string | null
  /** The known counties of a city or district; a city may be in five. */
  county_ids: Generated<string[]>
}

interface ZipCodeTable {
  zip: string
  /** The post office's city: where mail goes, not who governs. */
  city: string
  state: string | null
  kind: 'standard' | 'military'
  time_zone: string | null
  /** Division ids, most likely first; empty for military mail. */
  counties: string[]
  /** Share of addresses in each county, 0 to 1; null when unknown. */
  shares: number[] | null
}

export const organizationKinds = [
  'sheriff',
  'county-board',
  'city-council',
  'mayor',
  'police',
  'prosecutor',
  'jail',
  'other',
] as const
export type OrganizationKind = (typeof organizationKinds)[number]

/** Office hours for some days: 0 is Sunday, times are HH:MM in the organization's time zone. */
export interface OfficeHours {
  days: number[]
  from: string
  to: string
}

interface OrganizationTable {
  id: Generated<string>
  division_id: string
  kind: OrganizationKind
  name: string
  external_id: string | null
  time_zone: string | null
  office_hours: ColumnType<OfficeHours[] | null, string | null, string | null>
  hours_source_url: string | null
  hours_checked_on: string | null
  /** How letters reach it: each separately, or all together once a day. */
  mail_mode: Generated<'each' | 'digest'>
  created_at: Date
}

interface PostTable {
  id: Generated<string>
  organization_id: string
  /** The area it represents: the county itself, or a district of it. */
  division_id: string
  role: string
  /** The office's own title, such as Commissioner. */
  title: string
  /** '' when it represents the whole division. */
  district: Generated<string>
  /** Distinguishes posts with the same title and district; '' if there is only one. */
  seat: Generated<string>
  slug: string
  external_id: string | null
  created_at: Date
  retired_on: string | null
  /** The day on which somebody found nobody in it. */
  vacant_checked_on: Generated<string | null>
}

interface MembershipTable {
  id: Generated<string>
  post_id: string
  official_id: string
  started_on: string | null
  /** When the term is due to end; after that, the list of stale contacts shows it. */
  term_ends_on: string | null
  /** When it actually ended; null for the current holder. */
  ended_on: string | null
  source_url: string
  checked_on: string
}

export const contactKinds = ['voice', 'text', 'fax', 'email', 'form', 'address', 'url'] as const
export type ContactKind = (typeof contactKinds)[number]
export type ContactStatus = 'fine' | 'doubtful' | 'dead'

interface ContactDetailTable {
  id: Generated<string>
  post_id: string | null
  organization_id: string | null
  official_id: string | null
  kind: ContactKind
  /** E.164 for voice, text and fax. */
  value: string
  extension: Generated<string>
  note: Generated<string>
  source_url: string
  checked_on: string
  status: Generated<ContactStatus>
  status_reason: string | null
  status_at: Date | null
  /** Its previous state, kept while confirming that it is still right can be undone. */
  before_confirmed: ColumnType<unknown, string | null | undefined, string | null>
}

export const powerTopics = ['detainers', 'notice-of-release', 'jail-access', '287g', 'staff-and-money'] as const
export type PowerTopic = (typeof powerTopics)[number]

interface PostPowerTable {
  state: string
  role: string
  topic: PowerTopic
  may: 'yes' | 'no' | 'partly'
  note: ColumnType<Bilingual, string, string>
  law: string
  source_url: string
  checked_on: string
}

export type ReportKind =
  | 'wrong-number'
  | 'voicemail-full'
  | 'left-office'
  | 'bounced'
  | 'wrong-other'
  | 'unknown-official'
  | 'opted-out'
  | 'no-texts'
  | 'wrong-policy'
/**
 * Who reported: visitors, people who called or wrote, the mail server, or, for texts, the provider and the office
 * itself.
 */
export type ReportOrigin = 'public' | 'outreach' | 'mail' | 'text'

interface ContactReportTable {
  id: string
  /** Null when it is about a place: who holds an unknown post, or a wrong policy. */
  post_id: string | null
  division_id: string | null
  contact_detail_id: string | null
  what: ReportKind
  origin: ReportOrigin
  sealed_note: Buffer | null
  /** Rounded to the hour: it must not reveal who called when. */
  reported_at: Date
  handled_at: Date | null
  handled_by: string | null
}

interface RosterImportTable {
  id: string
  file_name: string
  format: string
  state: Generated<'mapping' | 'checking' | 'checked' | 'running' | 'done' | 'dropped'>
  options: ColumnType<unknown, string, string>
  columns: ColumnType<string[], string, string>
  mapping: ColumnType<Record<string, string> | null, string | null, string | null>
  warnings: ColumnType<unknown, string, string>
  rows_all: Generated<number>
  rows_done: Generated<number>
  asked_by: string | null
  asked_at: Date
  done_at: Date | null
  /** Since when it is set aside, because the worker failed on it. */
  failed_at: Generated<Date | null>
}

interface RosterImportRowTable {
  import_id: string
  line: number
  cells: ColumnType<unknown, string, string>
  understood: ColumnType<unknown, string | null, string | null>
  /** What the line would change, then what it changed. */
  changes: ColumnType<unknown, string, string>
  outcome: string | null
  problems: ColumnType<unknown, string, string>
}
