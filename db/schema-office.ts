import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'

/** Groups and organizers, how they come in, and the ledger of what they did. `mac` proves that the office wrote the row. */
export interface OfficeTables {
  member_group: MemberGroupTable
  organizer: OrganizerTable
  organizer_role: { organizer_id: string; group_id: string; role: Role; since: Date; mac: Buffer | null }
  passkey: PasskeyTable
  passkey_challenge: { id: string; challenge: string; organizer_id: string | null; expires_at: Date }
  recovery_code: { organizer_id: string; hash: Buffer; used_at: Date | null; mac: Buffer | null }
  /** Used by the previous version only; a later migration drops it. */
  recovery_attempt: { email_index: Buffer; hour: Date; attempts: number }
  /** Attempts to sign in during one hour: from one known browser, or with one address from all others. */
  sign_in_attempt: {
    counted_as: Buffer
    hour: Date
    organizer_id: string | null
    attempts: number
    failures: Generated<number>
    reported: Generated<number>
  }
  /** A link with which a locked-out organizer creates a new passkey. */
  access_link: {
    id: string
    token_hash: Buffer
    organizer_id: string
    made_by: string | null
    created_at: Date
    expires_at: Date
    used_at: Date | null
    mac: Buffer | null
  }
  organizer_session: OrganizerSessionTable
  /** The address that a group's mail to signers comes from. */
  group_sender: GroupSenderTable
  /** A mail about a group's sender: the one that confirms its address, and tests, with what the mail server said. */
  sender_message: { message_id: string; group_id: string; said: Generated<string | null> }
  address_change: AddressChangeTable
  invitation: InvitationTable
  audit: AuditTable
  undoable_change: UndoableChangeTable
  /** A page that was public until somebody removed it. */
  removed_page: { campaign_id: string; kind: string; slug: string; removed_at: Date }
  organizer_digest: OrganizerDigestTable
}

export type Role = 'owner' | 'organizer' | 'moderator' | 'viewer'

interface MemberGroupTable {
  id: Generated<string>
  parent_id: string | null
  kind: 'network' | 'group' | 'chapter'
  name: string
  /** Where it is, as its public pages say it; '' when unknown. */
  town: Generated<string>
  areas: Generated<string[]>
  /** Open Civic Data ids of the counties a chapter works in. */
  counties: Generated<string[]>
  /** IANA. */
  time_zone: Generated<string>
  language: Generated<Language>
  /** The name that mail to its signers comes from; null: that of `MAIL_FROM`. */
  sender_name: string | null
  /** Number of a hotline for emergencies, given to people who text a cry for help. E.164. */
  hotline: Generated<string | null>
  /** Whether its organizers may change officials, places and policies. */
  edits_directory: Generated<boolean>
  /** Path of a picture, and what it shows. */
  logo: Generated<string | null>
  logo_alt: ColumnType<Bilingual | null, string | null | undefined, string | null>
  /** #rrggbb, for its new campaigns; null: the usual one. */
  colour: Generated<string | null>
  /** How its public pages say it can be reached. The phone is E.164. */
  contact_mail: Generated<string | null>
  /** At the foot of mail to many, as the law asks. */
  postal_address: Generated<string | null>
  contact_phone: Generated<string | null>
  created_at: Generated<Date>
}

interface GroupSenderTable {
  group_id: string
  address: string
  /** When somebody who reads its mail confirmed it; until then it is not used. */
  confirmed_at: Date | null
  /** When somebody last asked for a check. */
  asked_at: Date
  next_check_at: Date
  checked_at: Generated<Date | null>
  /** What the DNS said (`DnsLine[]`). */
  lines: ColumnType<unknown, string | undefined, string>
  /** Whether mail may come from it: what we sign with is in the DNS of its domain. */
  is_aligned: Generated<boolean>
  /** When our mail server accepted a test from it; null: it has not, or refuses by now. */
  accepted_at: Generated<Date | null>
}

/** An address that waits for its link to be opened: an organizer's own, or with a group that of the group's mail. */
interface AddressChangeTable {
  /** That of the message with the link. */
  id: string
  token_hash: Buffer
  organizer_id: string
  group_id: string | null
  sealed: Buffer
  created_at: Date
  expires_at: Date
  used_at: Date | null
  mac: Buffer | null
}

interface OrganizerTable {
  id: string
  email_index: Buffer
  sealed: Buffer
  language: Language
  /** IANA; null: that of their group. */
  time_zone: string | null
  password_hash: string | null
  password_mac: Generated<Buffer | null>
  sealed_totp: Buffer | null
  totp_step: Generated<string>
  /** Hour of the daily digest in their zone; null: they want none. */
  digest_hour: Generated<number | null>
  created_at: Date
  removed_at: Date | null
}

/** What somebody changed, and how it was before: see `office/undo`. */
interface UndoableChangeTable {
  id: string
  act: string
  needs: string
  group_id: string
  name: ColumnType<Bilingual, string, never>
  path: string
  tags: string[]
  rows: ColumnType<unknown, string, never>
  changed_by: string
  changed_at: Date
}

interface OrganizerDigestTable {
  id: string
  organizer_id: string
  /** In their zone. */
  day: string
  content: ColumnType<unknown, string, never>
  made_at: Date
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
  mac: Buffer | null
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
  mac: Buffer | null
}

export interface InvitationTable {
  id: string
  token_hash: Buffer
  group_id: string
  role: Role
  sealed: Buffer | null
  /** Keyed hash of the address; null for a printed owner's link, and once it is not open any more. */
  address_index: Buffer | null
  invited_by: string | null
  /** Of the mail. */
  language: Generated<Language>
  created_at: Date
  expires_at: Date
  accepted_at: Date | null
  withdrawn_at: Date | null
  mac: Buffer | null
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
