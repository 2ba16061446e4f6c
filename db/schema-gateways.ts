import type { ColumnType, Generated } from 'kysely'
import type { Bilingual, Language } from '~/i18n/language'

/** Texts and calls through a provider. */
export interface GatewaysTables {
  keyword: KeywordTable
  conversation: ConversationTable
  text_to_read: TextToReadTable
  canned_reply: CannedReplyTable
  /** Texts and calls reported by the provider, each once, by its own id. */
  provider_event: { sid: string; kind: 'text-in' | 'call-in'; seen_at: Date; removed_at: Date | null }
  /** A day's cost, in millionths of a dollar. */
  spend: { day: string; way: 'sms' | 'voice'; campaign_id: string | null; units: number; micros: string }
  /** Daily limits, in millionths of a dollar; without campaign, for the total. */
  money_limit: { way: 'sms' | 'voice'; campaign_id: string | null; day_micros: string; changed_at: Date }
  /** A daily limit that was nearly or fully reached, so that owners are notified once. */
  money_alert: MoneyAlertTable
  bridge_call: BridgeCallTable
  code_call: CodeCallTable
  call_leg: CallLegTable
  /** One key per day, destroyed after the following day. */
  call_in_key: { day: string; key: Buffer }
  call_in: { call_mark: Buffer; phone_mark: Buffer; rang_at: Date }
}

interface KeywordTable {
  /** Normalized: no accents, lowercase. */
  word: string
  language: Language
  petition_id: string | null
  advocacy_campaign_id: string | null
  group_id: string
  /** The first reply in the organizer's words, or null for ours. */
  welcome: string | null
  /** Likewise the last reply, and the reply after closing. */
  thanks: Generated<string | null>
  ended: Generated<string | null>
  /** When it was released; its group may use it again. */
  dropped_at: Generated<Date | null>
  created_at: Date
}

interface ConversationTable {
  id: string
  blind_index: Buffer
  sealed_phone: Buffer
  /** Null while no dialog is in progress. */
  sealed_state: Buffer | null
  language: Language
  /** Nothing they sent has revealed their language yet. */
  is_language_guessed: Generated<boolean>
  time_zone: string | null
  heard_at: Date
  stopped_at: Date | null
  nudged_at: Date | null
  /** The organizer who has taken the thread. */
  claimed_by: Generated<string | null>
  claimed_at: Generated<Date | null>
  /** `mail`: somebody who answers our mail; its address is in place of the phone. */
  channel: Generated<'mail' | 'sms'>
  /** Until then the thread waits for nobody. */
  snoozed_until: Generated<Date | null>
}

interface MoneyAlertTable {
  id: Generated<string>
  day: string
  way: 'sms' | 'voice'
  /** Null: the total. */
  campaign_id: string | null
  level: 'near' | 'spent'
  limit_micros: string
  spent_micros: string
  noticed_at: Date
}

/**
 * Why a human reads a text or mail. `misunderstood`: the second in a row that nothing was made of. `mail-maybe-stop`: a mail
 * with words of an opt-out in it, which may mean something else.
 */
export type WhyToRead =
  | 'begins-with-stop'
  | 'not-understood'
  | 'misunderstood'
  | 'cry-for-help'
  | 'after-the-end'
  | 'from-office'
  | 'mail-reply'
  | 'mail-maybe-stop'

interface TextToReadTable {
  id: string
  conversation_id: string
  sealed: Buffer
  /** Of a mail: its subject, what it quotes, and the names of what is attached. */
  sealed_mail: Generated<Buffer | null>
  reason: WhyToRead
  arrived_at: Date
  handled_at: Date | null
  handled_by: string | null
}

/** A reply that organizers of a group can choose, in both languages. */
interface CannedReplyTable {
  id: string
  group_id: string
  name: ColumnType<Bilingual, string, string>
  words: ColumnType<Bilingual, string, string>
  /** What it was before the last change, to undo it. */
  before: ColumnType<{ name: Bilingual; words: Bilingual } | null, string | null, string | null>
  created_at: Date
  changed_at: Date
  dropped_at: Date | null
}

type BridgeState =
  | 'unproven'
  | 'proven'
  | 'dialing'
  | 'ringing'
  | 'answered'
  | 'ended'
  | 'failed'
  | 'unknown'
  | 'refused'

interface BridgeCallTable {
  id: string
  advocacy_campaign_id: string
  blind_index: Buffer
  sealed_phone: Buffer
  /** Set for a phone in a territory. */
  time_zone: Generated<string | null>
  language: Language
  area: Generated<string>
  source: Generated<string>
  post_ids: string[]
  way: 'sms' | 'call' | 'call-in'
  state: BridgeState
  failure: string | null
  code_attempts: Generated<number>
  provider_id: string | null
  asked_at: Date
  proven_at: Date | null
  claimed_at: Date | null
  ended_at: Date | null
  seconds: number | null
  removed_at: Date | null
}

type CodeCallState =
  | 'due'
  | 'dialing'
  | 'ringing'
  | 'asked'
  | 'speaking'
  | 'spoken'
  | 'ended'
  | 'failed'
  | 'unknown'
  | 'refused'

/** A code read out over the phone: `asked` once a key was pressed to hear it. */
interface CodeCallTable {
  bridge_call_id: string
  state: CodeCallState
  failure: string | null
  provider_id: string | null
  due_at: Date
  claimed_at: Date | null
  asked_at: Date | null
  ended_at: Date | null
  seconds: number | null
  removed_at: Date | null
}

/** One office dialed in a call that we connect: the line it occupies, what it may cost, and its outcome. */
interface CallLegTable {
  call_sid: string
  position: number
  advocacy_campaign_id: string
  post_id: string
  organization_id: string
  contact_detail_id: string | null
  begun_at: Date
  /** When its line is free, at the latest. */
  free_at: Date
  /** Reserved until the call's cost is recorded. */
  reserved_micros: string
  /** The provider's final status. */
  status: string | null
  /** The outcome according to the caller. */
  pressed: string | null
  is_machine: Generated<boolean>
  seconds: number | null
}
